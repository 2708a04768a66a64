package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a backlog wait while live events of other agencies arrive: it is decided some events at a time, as many as are
 * counted soon, and the next ones only when their changes have been tallied. Without live events it does not wait,
 * because larger batches write fewer records. Written and read by the threads of one processor.
 */
public final class Backpressure {

    /** How many events of a backlog may be decided before their changes are sent. */
    static final int FEWEST_AT_ONCE = 100;

    private static final int MOST_AT_ONCE = 5_000;

    /** When a batch took less from its first event until its changes arrived, the next one may be larger. */
    private static final Duration SHORT_BATCH = Duration.ofMillis(400);

    private static final Duration LONG_BATCH = Duration.ofMillis(800);

    /** From this wait on, changes queue up between the stages. */
    private static final Duration LONG = Duration.ofMillis(500);

    /** What was observed longer ago than this says nothing any more. */
    private static final Duration OBSERVED = Duration.ofSeconds(1);

    /** Events arrive as long as the last one is not older than this. */
    private static final Duration ARRIVING = Duration.ofSeconds(10);

    private static final int MOST_AGENCIES = 1_000;

    private final boolean hasLanes;
    private final AtomicInteger decided = new AtomicInteger();

    /** When an event of each agency was last read, and when one of its backlog was decided. */
    private final Map<String, Long> readAt = new ConcurrentHashMap<>();

    private final Map<String, Long> backlogAt = new ConcurrentHashMap<>();

    /** When a live event of each agency without a backlog was decided. */
    private final Map<String, Long> liveAt = new ConcurrentHashMap<>();

    private volatile long begunAt;
    private volatile long sentAt;
    private volatile long sentBatchBegunAt;
    private volatile long arrivedAt;
    private volatile long newestSent;
    private volatile long wait;
    private volatile int atOnceNow = FEWEST_AT_ONCE;

    /** Lets live events pass a backlog. */
    public Backpressure() {
        this(true);
    }

    private Backpressure(boolean hasLanes) {
        this.hasLanes = hasLanes;
    }

    /** Returns one under which all events are decided in the order of the log: in a dry run, and in tests. */
    public static Backpressure none() {
        return new Backpressure(false);
    }

    boolean hasLanes() {
        return hasLanes;
    }

    /** Records that an event was read, at a time in milliseconds since 1970 UTC, as all others here. */
    void read(String agency, long now) {
        note(readAt, agency, now);
    }

    /** Returns whether other agencies send events, too: only then is there somebody to let pass. */
    boolean hasOthers(String agency, long now) {
        return readAt.entrySet().stream()
                .anyMatch(other -> now - other.getValue() < ARRIVING.toMillis()
                        && !other.getKey().equals(agency));
    }

    /** Returns how many agencies it remembers. */
    int agencies() {
        return readAt.size();
    }

    private static void note(Map<String, Long> times, String agency, long now) {
        if (times.size() >= MOST_AGENCIES) {
            times.values().removeIf(at -> now - at >= ARRIVING.toMillis());
        }
        if (times.size() < MOST_AGENCIES || times.containsKey(agency)) {
            times.put(agency, now);
        }
    }

    /**
     * Records that an event was decided. Live events of an agency with a backlog need not pass it: they may be the
     * beginning or the end of the same stream.
     */
    void decided(String agency, boolean isLive, long now) {
        if (!isLive) {
            note(backlogAt, agency, now);
            liveAt.remove(agency);
            if (decided.getAndIncrement() == 0) {
                begunAt = now;
            }
        } else if (now - backlogAt.getOrDefault(agency, 0L) >= ARRIVING.toMillis()) {
            note(liveAt, agency, now);
        }
    }

    /** Records that the changes of all decided events of this thread have been sent to the second stage. */
    void sent(long now) {
        if (decided.getAndSet(0) > 0) {
            sentAt = now;
            sentBatchBegunAt = begunAt;
        }
    }

    /** Records that a change has reached the second stage. */
    void arrived(long itsSentAt, long now) {
        wait = now - itsSentAt;
        if (itsSentAt > newestSent) {
            newestSent = itsSentAt;
            if (itsSentAt == sentAt) {
                adapt(now - sentBatchBegunAt);
            }
        }
        arrivedAt = now;
    }

    private void adapt(long batchTook) {
        if (batchTook < SHORT_BATCH.toMillis()) {
            atOnceNow = Math.min(atOnceNow + atOnceNow / 2, MOST_AT_ONCE);
        } else if (batchTook >= LONG_BATCH.toMillis()) {
            atOnceNow = Math.max(atOnceNow / 2, FEWEST_AT_ONCE);
        }
    }

    /** Returns whether a backlog has to wait. */
    public boolean isOn(long now) {
        return liveAt.values().stream().anyMatch(at -> now - at < ARRIVING.toMillis())
                && (decided.get() >= atOnceNow
                        || (newestSent < sentAt && now - sentAt < OBSERVED.toMillis())
                        || (wait >= LONG.toMillis() && now - arrivedAt < OBSERVED.toMillis()));
    }
}
