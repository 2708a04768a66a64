package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one processor has to do, and how its threads divide their time while records arrive: otherwise a thread that is
 * late commits and evaluates for so long that it reads no more records. Written and read by all threads.
 */
public final class Workload {

    private static final int COMMITS = 2;
    private static final int EVALUATIONS_AT_ONCE = 6;
    private static final int WAITING_EVALUATIONS = 5;

    private final ThreadLocal<TimeShare> commits = ThreadLocal.withInitial(() -> new TimeShare(COMMITS));
    private final ThreadLocal<TimeShare> atOnce = ThreadLocal.withInitial(() -> new TimeShare(EVALUATIONS_AT_ONCE));
    private final ThreadLocal<TimeShare> waiting = ThreadLocal.withInitial(() -> new TimeShare(WAITING_EVALUATIONS));

    private final AtomicLong processed = new AtomicLong();
    private final AtomicLong processedOfBacklog = new AtomicLong();
    private volatile long lag;

    /**
     * Records that a record was processed.
     *
     * @param isLive whether live events are behind it
     * @param age of the oldest event behind it, milliseconds
     */
    void processed(boolean isLive, long age) {
        processed.incrementAndGet();
        if (!isLive) {
            lag = Math.max(0, age);
            processedOfBacklog.incrementAndGet();
        }
    }

    /** Returns the age of the newest record of the backlog, milliseconds. */
    long lag() {
        return lag;
    }

    /** Returns a view of all records. */
    Arrivals arrivals(Duration quietAfter) {
        return new Arrivals(processed, quietAfter);
    }

    /** Returns a view of the records of a backlog. */
    Arrivals arrivalsOfBacklog(Duration quietAfter) {
        return new Arrivals(processedOfBacklog, quietAfter);
    }

    /** Returns this thread's time for commits. */
    TimeShare commits() {
        return commits.get();
    }

    /** Returns this thread's time for evaluating rows in the commit that counts an event. */
    TimeShare evaluationsAtOnce() {
        return atOnce.get();
    }

    /** Returns this thread's time for evaluating rows that a commit had no time for. */
    TimeShare waitingEvaluations() {
        return waiting.get();
    }
}
