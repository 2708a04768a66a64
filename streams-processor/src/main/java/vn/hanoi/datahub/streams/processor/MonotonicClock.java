package vn.hanoi.datahub.streams.processor;

import java.util.concurrent.TimeUnit;

/**
 * Measures elapsed time while a stage is working, so that it can stop in time. The clock of Kafka Streams cannot be
 * used for this: it does not advance during a record, a punctuation or a commit.
 */
@FunctionalInterface
public interface MonotonicClock {

    MonotonicClock REAL = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    /**
     * A clock that never advances: all pending work is done in one go. Dry runs need this, and so do tests, which move
     * the clock of Kafka Streams by hand.
     */
    MonotonicClock STOPPED = () -> 0;

    /** Returns milliseconds since an arbitrary moment. */
    long millis();
}
