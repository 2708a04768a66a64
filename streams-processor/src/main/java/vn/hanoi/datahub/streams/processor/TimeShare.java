package vn.hanoi.datahub.streams.processor;

/**
 * Keeps one kind of work within its share of a thread's time: whoever has worked rests in proportion. The tasks of a
 * thread share it, because one waits while another works. All times are readings of a {@link MonotonicClock}.
 */
final class TimeShare {

    /** So that the thread recovers soon after it was overloaded, milliseconds. */
    private static final int LONGEST_REST = 1_000;

    private final int divisor;
    private long restsUntil = Long.MIN_VALUE;

    /**
     * Grants one part of the time.
     *
     * @param divisor 2 grants half of the time, 3 a third of it
     */
    TimeShare(int divisor) {
        this.divisor = divisor;
    }

    boolean isLeft(long now) {
        return now >= restsUntil;
    }

    void worked(long from, long to) {
        restsUntil = Math.min(Math.max(restsUntil, from) + divisor * (to - from), to + LONGEST_REST);
    }
}
