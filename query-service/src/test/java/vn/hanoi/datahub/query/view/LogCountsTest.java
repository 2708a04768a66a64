package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.query.view.LogCounts.Count;
import vn.hanoi.datahub.query.view.LogCounts.Entry;
import vn.hanoi.datahub.query.view.LogCounts.Last;

/** How many events the log took and the door refused, by day, feed and reason. */
class LogCountsTest {

    private static final LocalDate DAY = LocalDate.of(2025, 9, 10);
    private static final Feed AIR = new Feed("H26.NNMT", "air-observation");
    private static final Feed RAIN = new Feed("H26.NNMT", "rain-observation");
    private static final Feed OTHER = new Feed("H26.XD", "rain-observation");

    private final LogCounts counts = new LogCounts();

    private static Instant at(LocalDate day) {
        return day.atStartOfDay().toInstant(java.time.ZoneOffset.ofHours(7));
    }

    private void taken(Feed feed, LocalDate day, int partition, long events, long lastOffset) {
        counts.put(new Entry(feed, day, partition, null, events, 1, lastOffset, at(day), at(day)));
    }

    private void refused(Feed feed, LocalDate day, String reason, long events) {
        counts.put(new Entry(feed, day, 0, reason, events, 1, 1, at(day), at(day)));
    }

    /** A count in short: {@code 2025-09-10 H26.NNMT/air-observation unknown-area 3}. */
    private static List<String> texts(Stream<Count> counted) {
        return counted.map(count -> count.day() + " " + count.feed().name() + " "
                        + (count.reason() == null ? "" : count.reason() + " ") + count.events())
                .sorted()
                .toList();
    }

    @Test
    void addsTheHoldingsOfAllPartitions_andSaysWhereTheNewestLie() {
        taken(AIR, DAY, 0, 3, 30);
        taken(AIR, DAY, 2, 4, 40);

        assertThat(counts.of(DAY)).singleElement().satisfies(count -> {
            assertThat(count.events()).isEqualTo(7);
            assertThat(count.lasts()).containsExactlyInAnyOrder(new Last(0, 30), new Last(2, 40));
        });
    }

    /** A count says all that a partition holds of the day, and not what came since the last. */
    @Test
    void aNewerCountTakesThePlaceOfTheFormer() {
        taken(AIR, DAY, 0, 3, 30);
        taken(AIR, DAY, 1, 1, 10);
        taken(AIR, DAY, 0, 5, 50);

        assertThat(texts(counts.of(DAY))).containsExactly("2025-09-10 H26.NNMT/air-observation 6");
        assertThat(counts.of(DAY).findFirst().orElseThrow().lasts())
                .containsExactlyInAnyOrder(new Last(0, 50), new Last(1, 10));
    }

    @Test
    void countsRefusalsApart_eachByItsReason() {
        taken(AIR, DAY, 0, 3, 30);
        refused(AIR, DAY, "unknown-area", 2);
        refused(AIR, DAY, "future-time", 1);

        assertThat(texts(counts.of(DAY)))
                .containsExactly(
                        "2025-09-10 H26.NNMT/air-observation 3",
                        "2025-09-10 H26.NNMT/air-observation future-time 1",
                        "2025-09-10 H26.NNMT/air-observation unknown-area 2");
    }

    /** Who sends only what is refused has sent nothing. */
    @Test
    void aRefusalIsNoSignOfLife() {
        refused(AIR, DAY, "unknown-area", 2);

        assertThat(counts.freshness().lastAt(AIR)).isEmpty();
        assertThat(counts.freshness().state(AIR, Duration.ofHours(1), at(DAY))).isEqualTo(Freshness.State.NEVER);
    }

    @Test
    void tellsTheDaysAndAgenciesThatAreAskedFor() {
        taken(AIR, DAY.minusDays(2), 0, 1, 1);
        taken(AIR, DAY.minusDays(1), 0, 2, 2);
        taken(OTHER, DAY.minusDays(1), 0, 4, 4);
        taken(RAIN, DAY, 0, 8, 8);

        assertThat(texts(counts.of("H26.NNMT", DAY.minusDays(1))))
                .containsExactly("2025-09-09 H26.NNMT/air-observation 2", "2025-09-10 H26.NNMT/rain-observation 8");
        assertThat(texts(counts.of(DAY.minusDays(1))))
                .containsExactly("2025-09-09 H26.NNMT/air-observation 2", "2025-09-09 H26.XD/rain-observation 4");
        assertThat(counts.of((LocalDate) null)).hasSize(4);
        assertThat(counts.of(DAY.plusDays(1))).isEmpty();
        assertThat(counts.types("H26.NNMT")).containsExactly("air-observation", "rain-observation");
        assertThat(counts.types("H26.NONE")).isEmpty();
    }

    @Test
    void forgetsWholeDays_andNotThatAFeedWasHeardOf() {
        taken(AIR, DAY.minusDays(1), 0, 1, 1);
        refused(RAIN, DAY.minusDays(1), "unknown-area", 1);
        taken(OTHER, DAY, 0, 4, 4);

        counts.forgetBefore(DAY);

        assertThat(texts(counts.of((LocalDate) null))).containsExactly("2025-09-10 H26.XD/rain-observation 4");
        assertThat(counts.size()).isOne();
        assertThat(counts.keptSince()).isEqualTo(DAY);
        assertThat(counts.freshness().lastAt(AIR)).contains(at(DAY.minusDays(1)));
        assertThat(counts.types("H26.NNMT")).containsExactly("air-observation", "rain-observation");
    }

    /** The newest is not always the last that is told: partitions are read side by side. */
    @Test
    void aFeedWasHeardOfLast_whenItsNewestEventCame() {
        taken(AIR, DAY, 0, 1, 1);
        taken(AIR, DAY.minusDays(3), 1, 1, 1);

        assertThat(counts.freshness().lastAt(AIR)).contains(at(DAY));
    }
}
