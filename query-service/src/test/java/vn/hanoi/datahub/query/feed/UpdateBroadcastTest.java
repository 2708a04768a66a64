package vn.hanoi.datahub.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * Updates for everybody, and from where on one who was away gets those that were missed. The window here is three
 * updates.
 */
class UpdateBroadcastTest {

    private final UpdateBroadcast live = new UpdateBroadcast(
            news -> ((LiveUpdate.OfValue) news).value().key().member(), UpdateBroadcastTest::speaks, 3);

    /** What a subscriber is handed, in short. */
    private static final class Reader implements UpdateBroadcast.Subscriber {
        private final List<String> told = new ArrayList<>();

        @Override
        public void begin(Position position) {
            told.add("begin " + position);
        }

        @Override
        public void update(UpdateBroadcast.Update update) {
            told.add(update.partition() + ":" + update.offset());
        }

        @Override
        public void resync(Position position) {
            told.add("resync " + position);
        }

        @Override
        public void heartbeat(Position position) {
            told.add("heartbeat " + position);
        }
    }

    private static boolean speaks(LiveUpdate news) {
        return !((LiveUpdate.OfValue) news).value().key().member().equals("silent");
    }

    private static LiveUpdate news(String member) {
        ValueKey key = new ValueKey("x", 1, "", new AreaId("01", LocalDate.EPOCH), member, Period.parse("2025"));
        return new LiveUpdate.OfValue(
                new Value(key, 1.0, null, null, 1, null, 1, Instant.EPOCH, Instant.EPOCH, false), null);
    }

    private void publish(int partition, long... offsets) {
        for (long offset : offsets) {
            live.publish(news("m"), partition, offset);
        }
    }

    private List<String> resumed(String lastId) {
        Reader reader = new Reader();
        live.subscribe(reader, lastId);
        return reader.told;
    }

    @Test
    void everybodyIsToldWhatComes_andNobodyWhatWasBefore() {
        publish(0, 0);
        Reader one = new Reader();
        Reader gone = new Reader();
        live.subscribe(one, null);
        live.subscribe(gone, null);
        publish(0, 1);
        live.unsubscribe(gone);
        publish(0, 2);

        assertThat(one.told).containsExactly("begin 0:0", "0:1", "0:2");
        assertThat(gone.told).containsExactly("begin 0:0", "0:1");
        assertThat(live.subscribers()).isOne();
    }

    @Test
    void whoComesBackGetsWhatWasMissed() {
        publish(0, 0, 1);
        publish(1, 0);

        assertThat(resumed("0:0.1:-1")).containsExactly("begin 0:0.1:-1", "0:1", "1:0");
        assertThat(resumed("0:1.1:0")).containsExactly("begin 0:1.1:0");
    }

    @Test
    void whoWasAwayForLongerThanTheWindow_readsAnew() {
        publish(0, 0, 1, 2, 3, 4);

        assertThat(resumed("0:1")).containsExactly("begin 0:1", "0:2", "0:3", "0:4");
        assertThat(resumed("0:0")).containsExactly("begin 0:4", "resync 0:4");
    }

    /** A replica that has just started knows of nothing before its first update. */
    @Test
    void whatCameBeforeThisReplica_isAGap() {
        publish(0, 10, 11);

        assertThat(resumed("0:9")).containsExactly("begin 0:9", "0:10", "0:11");
        assertThat(resumed("0:8")).containsExactly("begin 0:11", "resync 0:11");
    }

    /** Another replica was further: what it has told already lies ahead of this one. */
    @Test
    void whoHasSeenMoreThanThisReplica_readsAnew() {
        publish(0, 0, 1);

        assertThat(resumed("0:2")).containsExactly("begin 0:1", "resync 0:1");
        assertThat(resumed("0:0.7:0")).containsExactly("begin 0:1", "resync 0:1");
    }

    @Test
    void whoKnowsAPartitionLess_readsAnew() {
        publish(0, 0);
        publish(1, 5);

        assertThat(resumed("0:0")).containsExactly("begin 0:0.1:5", "resync 0:0.1:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "0:", ":1", "0:1:2", "0:1.x"})
    void anIdThatIsNone_isReadAnew(String id) {
        publish(0, 0);

        assertThat(resumed(id)).containsExactly("begin 0:0", "resync 0:0");
    }

    /** The feed reads again after a failure. */
    @Test
    void nothingIsToldTwice() {
        Reader reader = new Reader();
        live.subscribe(reader, null);
        publish(0, 0, 1);
        publish(0, 0, 1, 2);

        assertThat(reader.told).containsExactly("begin ", "0:0", "0:1", "0:2");
    }

    @Test
    void aPlaceWithNothingToTell_countsAsSeen() {
        publish(0, 0);
        live.pass(0, 1);
        publish(0, 2);
        live.pass(0, 1);

        assertThat(resumed("0:1")).containsExactly("begin 0:1", "0:2");
        Reader reader = new Reader();
        live.subscribe(reader, null);
        live.heartbeat();
        assertThat(reader.told).containsExactly("begin 0:2", "heartbeat 0:2");
    }

    @Test
    void whatDoesNotSpeak_isToldNeitherNowNorLater() {
        Reader reader = new Reader();
        live.subscribe(reader, null);
        publish(0, 0);
        live.publish(news("silent"), 0, 1);
        publish(0, 2);

        assertThat(reader.told).containsExactly("begin ", "0:0", "0:2");
        assertThat(resumed("0:0")).containsExactly("begin 0:0", "0:2");
    }

    /** What was told of a definition that is over must not be resumed from. */
    @Test
    void whenADefinitionIsOver_everybodyReadsAnew() {
        publish(0, 0, 1);
        Reader reader = new Reader();
        live.subscribe(reader, null);

        live.resync();
        publish(0, 2);

        assertThat(reader.told).containsExactly("begin 0:1", "resync 0:1", "0:2");
        assertThat(resumed("0:0")).containsExactly("begin 0:2", "resync 0:2");
        assertThat(resumed("0:1")).containsExactly("begin 0:1", "0:2");
    }

    @Test
    void writesAnUpdateOnce_forAllWhoWantIt() {
        List<UpdateBroadcast.Update> updates = new ArrayList<>();
        live.subscribe(
                new UpdateBroadcast.Subscriber() {
                    @Override
                    public void begin(Position position) {}

                    @Override
                    public void update(UpdateBroadcast.Update update) {
                        updates.add(update);
                    }

                    @Override
                    public void resync(Position position) {}

                    @Override
                    public void heartbeat(Position position) {}
                },
                null);

        publish(0, 0);

        byte[] frame = updates.get(0).frame();
        assertThat(new String(frame, StandardCharsets.UTF_8)).isEqualTo("event:value\ndata:m\n\n");
        assertThat(updates.get(0).frame()).isSameAs(frame);
    }

    /** Thousands come back when a service starts again; what they missed is looked for while others publish. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoComesBack_stopsNobodyFromPublishing() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(1);
        Thread test = Thread.currentThread();
        UpdateBroadcast slow = new UpdateBroadcast(
                LiveUpdate::event,
                news -> {
                    if (Thread.currentThread() != test) {
                        looking.countDown();
                        await(published);
                    }
                    return true;
                },
                3);
        slow.publish(news("m"), 0, 0);
        slow.publish(news("m"), 0, 1);
        Reader reader = new Reader();
        Thread resuming = new Thread(() -> slow.subscribe(reader, "0:0"));
        resuming.start();
        looking.await();

        slow.publish(news("m"), 0, 2);
        published.countDown();
        resuming.join();
        slow.publish(news("m"), 0, 3);

        assertThat(reader.told).containsExactly("begin 0:0", "0:1", "0:2", "0:3");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final int MANY = 200;

    /** How many updates may be published for each reader that comes back. */
    private static final int APART = 100;

    /** Whenever somebody comes back, nothing is missing and nothing comes twice, or all is read anew. */
    @Test
    @Timeout(60)
    void whoComesBackWhileOthersPublish_missesNothing() throws Exception {
        UpdateBroadcast busy = new UpdateBroadcast(LiveUpdate::event, news -> true, 50);
        int last = MANY * APART;
        AtomicInteger here = new AtomicInteger();
        busy.publish(news("m"), 0, 0);
        Thread publishing = new Thread(() -> {
            for (int offset = 1; offset <= last; offset++) {
                while (offset > (here.get() + 1) * APART) {
                    Thread.onSpinWait(); // so that it does not end before the others have come
                }
                busy.publish(news("m"), 0, offset);
            }
        });
        List<Reader> readers = new ArrayList<>();
        publishing.start();
        while (readers.size() < MANY) {
            Reader probe = new Reader();
            busy.subscribe(probe, null);
            busy.unsubscribe(probe);
            Reader reader = new Reader();
            busy.subscribe(
                    reader, "0:" + Math.max(0, Long.parseLong(probe.told.get(0).substring("begin 0:".length())) - 45));
            readers.add(reader);
            here.incrementAndGet();
        }
        publishing.join();

        int resumed = 0;
        for (Reader reader : readers) {
            int anew = IntStream.range(0, reader.told.size())
                    .filter(i -> reader.told.get(i).startsWith("resync"))
                    .findFirst()
                    .orElse(0);
            resumed += anew == 0 ? 1 : 0;
            long at = Long.parseLong(reader.told.get(anew).replaceAll("[a-z]+ 0:", ""));
            for (String told : reader.told.subList(anew + 1, reader.told.size())) {
                assertThat(told).isEqualTo("0:" + ++at);
            }
            assertThat(at).isEqualTo(last);
        }
        assertThat(resumed).as("of %s", readers.size()).isPositive();
    }
}
