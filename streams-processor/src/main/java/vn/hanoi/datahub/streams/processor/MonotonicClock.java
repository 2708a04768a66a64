package vn.hanoi.datahub.streams.processor;

import java.util.concurrent.TimeUnit;

/**
 * How time passes while a stage is at work, so that it can stop in time. The clock of Kafka Streams does not tell: it
 * stands still within a record, a punctuation and a commit.
 */
@FunctionalInterface
public interface MonotonicClock {

    /** As it passes. */
    MonotonicClock REAL = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    /**
     * No time passes: all there is to do is done at once, as trials and tests need it, which move the clock by hand.
     */
    MonotonicClock STOPPED = () -> 0;

    /** Milliseconds since some moment. */
    long millis();
}
