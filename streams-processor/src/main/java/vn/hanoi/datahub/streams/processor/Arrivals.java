package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether records of one kind still arrive at a processor, as one of its tasks sees it. Time alone does not tell: while
 * a thread evaluates, it does not look for records. So the task looks between two rounds of its thread, and only
 * several looks without a new record mean that there is none. All times are milliseconds since 1970.
 */
final class Arrivals {

    private static final int LOOKS = 2;

    private final AtomicLong records;
    private final long quietAfter;
    private long seen;
    private boolean isQuiet = true;
    private long newestAt;

    /** Since the newest record. */
    private int looks;

    /**
     * @param records how many have arrived at the processor
     * @param quietAfter from then on without a new record, none is expected
     */
    Arrivals(AtomicLong records, Duration quietAfter) {
        this.records = records;
        this.quietAfter = quietAfter.toMillis();
        this.seen = records.get();
    }

    void look(long now) {
        long count = records.get();
        if (count != seen) {
            seen = count;
            newestAt = now;
            looks = 0;
            isQuiet = false;
        } else if (++looks >= LOOKS && now - newestAt >= quietAfter) {
            isQuiet = true;
        }
    }

    boolean areExpected() {
        return !isQuiet || seen != records.get();
    }
}
