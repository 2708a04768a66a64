package vn.hanoi.datahub.streams.processor;

/**
 * Decides how long the stages work at a time, and what has to wait.
 *
 * @param clock measures the time that processing takes
 * @param lag records which tasks have more to evaluate than they have time for
 * @param backpressure tells when a backlog has to wait
 * @param workload divides a thread's time
 */
public record Pacing(MonotonicClock clock, EvaluationLag lag, Backpressure backpressure, Workload workload) {

    public Pacing(MonotonicClock clock, EvaluationLag lag, Backpressure backpressure) {
        this(clock, lag, backpressure, new Workload());
    }

    /** Returns one under which all pending work is done in one go: in a dry run, and in tests. */
    public static Pacing none() {
        return new Pacing(MonotonicClock.STOPPED, new EvaluationLag(), Backpressure.none());
    }
}
