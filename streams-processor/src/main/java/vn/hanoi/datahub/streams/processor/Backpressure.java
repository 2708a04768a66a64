package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a backlog wait while live events arrive: it is decided a few events at a time, and the next ones only when
 * their changes have been tallied. Without live events it does not wait, because larger batches write fewer records.
 * Written and read by the threads of one processor.
 */
public final class Backpressure {

    /** How many events of a backlog may be decided before their changes are sent. */
    private static final int MOST_AT_ONCE = 300;

    /** From this wait on, changes queue up between the stages. */
    private static final Duration LONG = Duration.ofMillis(500);

    /** What was observed longer ago than this says nothing any more. */
    private static final Duration OBSERVED = Duration.ofSeconds(1);

    /** Live events arrive as long as the last one is not older than this. */
    private static final Duration ARRIVING = Duration.ofSeconds(10);

    private final boolean hasLanes;
    private final AtomicInteger decided = new AtomicInteger();
    private volatile long liveAt;
    private volatile long sentAt;
    private volatile long arrivedAt;
    private volatile long newestSent;
    private volatile long wait;

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

    /** Records that an event was decided, at a time in milliseconds since 1970 UTC, as all others here. */
    void decided(boolean isLive, long now) {
        if (isLive) {
            liveAt = now;
        } else {
            decided.incrementAndGet();
        }
    }

    /** Records that the changes of all decided events of this thread have been sent to the second stage. */
    void sent(long now) {
        if (decided.getAndSet(0) > 0) {
            sentAt = now;
        }
    }

    /** Records that a change has reached the second stage. */
    void arrived(long itsSentAt, long now) {
        wait = now - itsSentAt;
        newestSent = Math.max(newestSent, itsSentAt);
        arrivedAt = now;
    }

    /** Returns whether a backlog has to wait. */
    public boolean isOn(long now) {
        return now - liveAt < ARRIVING.toMillis()
                && (decided.get() >= MOST_AT_ONCE
                        || (newestSent < sentAt && now - sentAt < OBSERVED.toMillis())
                        || (wait >= LONG.toMillis() && now - arrivedAt < OBSERVED.toMillis()));
    }
}
