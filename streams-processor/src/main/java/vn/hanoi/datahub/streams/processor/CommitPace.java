package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How much work a task batches. The further it lags behind, the larger the batches it folds, because larger batches
 * write fewer records; live events are not delayed, as long as there is time for them.
 *
 * <pre>
 *   lag            commit after    dirty rows are evaluated after    at most, per round
 *   live           0.1 s           0.5 s                             0.05 s
 *   5 s            1.25 s          5 s                               0.5 s
 *   10 s           2.5 s           20 s                              0.5 s
 *   40 s and more  10 s            60 s                              0.5 s
 *   no more input: at once
 * </pre>
 *
 * A busy thread commits less often: its commits take at most half of its time, unless live events pass a backlog. Kafka
 * Streams itself commits every {@code commit.interval.ms}, the longest of these intervals; the task requests earlier
 * commits here.
 */
final class CommitPace {

    /** An event that is processed later than this after its acceptance belongs to a backlog. */
    static final Duration LIVE = Duration.ofSeconds(10);

    /** Interval between two commits for live events. */
    static final Duration APART = Duration.ofMillis(100);

    /** No more input follows once nothing has arrived for this long. */
    private static final Duration QUIET = Duration.ofMillis(200);

    /** A backlog has ended once nothing of it has arrived for this long: live events may delay it. */
    private static final Duration BACKLOG_QUIET = Duration.ofMillis(500);

    /** How long a backlog may keep changing a row before it is evaluated. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** How long a row waits if a commit had no time for it: what follows within half a second is evaluated with it. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    /** How many changes a task combines before it commits, at about a quarter of a kilobyte each. */
    static final int MOST_HELD = 300_000;

    private static final int COMMITS_A_LAG = 4;

    /**
     * The lag at which rows wait as long as the lag itself. With a shorter lag they wait less, so that it ends soon;
     * with a longer one they wait more, so that the backlog is worked off with fewer writes.
     */
    private static final Duration WAITED_ONCE = Duration.ofSeconds(5);

    /** The tasks of a thread run their rounds one after the other, and live events wait for all of them. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);

    private static final Duration LONGEST_ROUND = Duration.ofMillis(500);
    private static final int ROUNDS_A_LAG = 10;

    private final ProcessorContext<?, ?> context;
    private final MonotonicClock monotonic;
    private final Workload workload;
    private final Arrivals all;
    private final Arrivals backlog;
    private boolean isDirty;

    /** Whether live events have been processed since the last commit. */
    private boolean hasLive;

    private long committedAt;

    CommitPace(ProcessorContext<?, ?> context, Pacing pacing) {
        this.context = context;
        this.monotonic = pacing.clock();
        this.workload = pacing.workload();
        this.all = workload.arrivals(QUIET);
        this.backlog = workload.arrivalsOfBacklog(BACKLOG_QUIET);
        context.schedule(APART, PunctuationType.WALL_CLOCK_TIME, time -> tick());
    }

    /**
     * Records that a record was processed.
     *
     * @param isLive whether live events are behind it
     * @param acceptedAt when the oldest event behind it was accepted, milliseconds since 1970
     * @param held how many changes have been combined in memory since the last commit
     */
    void processed(boolean isLive, long acceptedAt, int held) {
        long now = context.currentSystemTimeMs();
        workload.processed(isLive, now - acceptedAt);
        hasLive |= isLive;
        isDirty = true;
        if (held >= MOST_HELD || isDue()) {
            context.commit();
        }
    }

    private void tick() {
        all.look(context.currentSystemTimeMs());
        backlog.look(context.currentSystemTimeMs());
        if (isDirty && (!isBusy() || isDue())) {
            context.commit();
        }
    }

    private boolean isDue() {
        long apart = context.currentSystemTimeMs() - committedAt;
        if (hasLive && isBehind()) { // what fills the commits is the backlog, and that waits
            return apart >= APART.toMillis();
        }
        return workload.commits().isLeft(monotonic.millis())
                && apart >= Math.max(APART.toMillis(), isBehind() ? workload.lag() / COMMITS_A_LAG : 0);
    }

    /** Whether events accepted at a given time are live, and not part of a backlog. */
    boolean isLive(long acceptedAt) {
        return context.currentSystemTimeMs() - acceptedAt < LIVE.toMillis();
    }

    /** Whether a backlog is being worked off, be it beside live events. */
    boolean isBehind() {
        return backlog.areExpected();
    }

    /** Records that values were published without a new event. */
    void evaluated() {
        isDirty = true;
    }

    /** Whether records arrive: whatever is less urgent leaves them time. */
    boolean isBusy() {
        return all.areExpected();
    }

    /** Returns how long dirty rows may wait for their evaluation now. */
    Duration longestWait() {
        if (!isBusy()) {
            return Duration.ZERO;
        }
        long wait = isBehind() ? workload.lag() * workload.lag() / WAITED_ONCE.toMillis() : 0;
        return Duration.ofMillis(Math.max(SHORTEST_WAIT.toMillis(), Math.min(LONGEST_WAIT.toMillis(), wait)));
    }

    /** Returns how long a task may evaluate at a time. */
    Duration longestRound() {
        long round = isBehind() && !hasLive ? Math.min(LONGEST_ROUND.toMillis(), workload.lag() / ROUNDS_A_LAG) : 0;
        return Duration.ofMillis(Math.max(SHORTEST_ROUND.toMillis(), round));
    }

    /**
     * Records that the task commits.
     *
     * @param begun reading of the monotonic clock when its own part of the commit began
     */
    void committed(long begun) {
        isDirty = false;
        hasLive = false;
        workload.commits().worked(begun, monotonic.millis());
        committedAt = context.currentSystemTimeMs();
    }
}
