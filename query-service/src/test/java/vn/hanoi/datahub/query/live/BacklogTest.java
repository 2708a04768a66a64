package vn.hanoi.datahub.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.feed.Position;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** What waits for a live reader: all of it, or the latest of each cell, or word that it must read anew. */
class BacklogTest {

    private final Backlog backlog = new Backlog(10, 20, Heartbeat.COMMENT);
    private final UpdateBroadcast live =
            new UpdateBroadcast(news -> text((LiveUpdate.OfValue) news), news -> true, 1_000);
    private long offset;

    private BacklogTest() {
        live.subscribe(
                new UpdateBroadcast.Subscriber() {
                    @Override
                    public void begin(Position position) {
                        backlog.begin(position);
                    }

                    @Override
                    public void update(UpdateBroadcast.Update update) {
                        backlog.add(update);
                    }

                    @Override
                    public void resync(Position position) {
                        backlog.resync(position);
                    }

                    @Override
                    public void heartbeat(Position position) {
                        backlog.heartbeat(position);
                    }
                },
                null);
    }

    private static String text(LiveUpdate.OfValue news) {
        return news.value().key().member() + "#" + news.value().revision();
    }

    private String text() {
        return new String(backlog.next(1_000_000), StandardCharsets.UTF_8);
    }

    private void publish(int cell, long revision) {
        ValueKey key = new ValueKey(
                "x", 1, "", new AreaId("01", LocalDate.EPOCH), Integer.toString(cell), Period.parse("2025"));
        live.publish(
                new LiveUpdate.OfValue(
                        new Value(key, 1.0, null, null, 1, null, revision, Instant.EPOCH, Instant.EPOCH, false), null),
                0,
                offset++);
    }

    private List<String> read() {
        return text().lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(5))
                .toList();
    }

    @Test
    void keepsEveryUpdate_forAReaderThatKeepsUp() {
        for (int revision = 1; revision <= 10; revision++) {
            publish(1, revision);
        }

        assertThat(read()).hasSize(10);
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void keepsTheLatestOfEachCell_inTheOrderTheyCame_forOneThatFallsBehind() {
        for (int revision = 1; revision <= 1_000; revision++) {
            publish(revision % 3, revision);
        }

        List<String> read = read();
        assertThat(read).hasSizeLessThanOrEqualTo(20).endsWith("2#998", "0#999", "1#1000");
        publish(7, 1);
        assertThat(read()).containsExactly("7#1");
    }

    @Test
    void tellsTheReaderToReadAnew_whenTooManyCellsChange() {
        for (int cell = 0; cell < 21; cell++) {
            publish(cell, 1);
        }

        assertThat(text()).isEqualTo("id:0:20\nevent:resync\ndata:{}\n\n");
    }

    @Test
    void givesEventsInPieces_eachWithWhatWasSeenByThen() {
        for (int revision = 1; revision <= 9; revision++) {
            publish(revision % 2, revision);
        }

        String first = new String(backlog.next(1), StandardCharsets.UTF_8);

        assertThat(first).isEqualTo("id:0:0\nevent:value\ndata:1#1\n\n");
        assertThat(read()).hasSize(8);
    }

    @Test
    void saysHowFarOneIs_whoHearsNothing() {
        publish(1, 1);
        live.heartbeat();
        assertThat(text()).doesNotContain("heartbeat");

        live.heartbeat();

        assertThat(text()).isEqualTo("id:0:0\n:heartbeat\n\n");
    }
}
