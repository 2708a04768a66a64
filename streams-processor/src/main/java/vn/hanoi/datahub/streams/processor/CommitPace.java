package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How much a task takes together. The further it lags behind, the larger the bundles it folds, for these write fewer
 * records; what is live waits for nothing, as long as there is time for it.
 *
 * <pre>
 *   lag            commit after    rows that wait are evaluated after    for so long at a time
 *   live           0.1 s           0.5 s                                 0.05 s
 *   5 s            1.25 s          5 s                                   0.5 s
 *   10 s           2.5 s           20 s                                  0.5 s
 *   40 s and more  10 s            60 s                                  0.5 s
 *   nothing more arrives: at once
 * </pre>
 *
 * A task that is busy commits less often: its commits take half of its time at most. Kafka Streams itself commits every
 * {@code commit.interval.ms}, which is the longest of these; here a task asks for it earlier.
 */
final class CommitPace {

    /** An event that was accepted longer ago when it is processed is part of a backlog. */
    static final Duration LIVE = Duration.ofSeconds(2);

    /** Between two commits for live events. */
    static final Duration APART = Duration.ofMillis(100);

    /** So long nothing arrives at the end of a backlog. */
    private static final Duration QUIET = Duration.ofMillis(200);

    /** So long a backlog may change a row before it is evaluated. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** A row for which a commit had no time: what follows within half a second is evaluated with it. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    /** What a task combines before it commits, about a quarter of a kilobyte each. */
    static final int MOST_HELD = 300_000;

    private static final int COMMITS_A_LAG = 4;

    /**
     * A lag of so long waits for itself: of a short one less, so that it ends soon, and of a long one more, so that it
     * is worked off in fewer writes.
     */
    private static final Duration WAITED_ONCE = Duration.ofSeconds(5);

    /** The tasks of a thread take their rounds one after the other, and live events wait for all of them. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);

    private static final Duration LONGEST_ROUND = Duration.ofMillis(500);
    private static final int ROUNDS_A_LAG = 10;

    private final ProcessorContext<?, ?> context;
    private boolean isDirty;
    private boolean isMoving;
    private long lag;
    private long processedAt;
    private long committedAt;
    private long spent;

    CommitPace(ProcessorContext<?, ?> context) {
        this.context = context;
        context.schedule(APART, PunctuationType.WALL_CLOCK_TIME, time -> tick());
    }

    /**
     * Notes that a record was processed.
     *
     * @param acceptedAt when the oldest event behind it was accepted, milliseconds since 1970
     * @param held what is combined in memory since the last commit
     */
    void processed(long acceptedAt, int held) {
        long its = Math.max(0, context.currentSystemTimeMs() - acceptedAt);
        lag = isDirty ? Math.min(lag, its) : its;
        isDirty = true;
        isMoving = true;
        processedAt = context.currentSystemTimeMs();
        if (held >= MOST_HELD || isDue()) {
            context.commit();
        }
    }

    private void tick() {
        if (isDirty && (!isMoving || isDue())) {
            context.commit();
        }
        isMoving = false;
    }

    private boolean isDue() {
        long apart = Math.max(APART.toMillis(), spent);
        return context.currentSystemTimeMs() - committedAt
                >= (isBehind() ? Math.max(apart, lag / COMMITS_A_LAG) : apart);
    }

    /** Whether what was accepted then is live, and not part of a backlog. */
    boolean isLive(long acceptedAt) {
        return context.currentSystemTimeMs() - acceptedAt < LIVE.toMillis();
    }

    /** Whether a backlog is being worked off. */
    boolean isBehind() {
        return lag >= LIVE.toMillis() && isBusy();
    }

    private boolean isBusy() {
        return context.currentSystemTimeMs() - processedAt < QUIET.toMillis();
    }

    /** How long rows may wait for their evaluation now. */
    Duration longestWait() {
        if (!isBusy()) {
            return Duration.ZERO;
        }
        long wait = isBehind() ? lag * lag / WAITED_ONCE.toMillis() : 0;
        return Duration.ofMillis(Math.max(SHORTEST_WAIT.toMillis(), Math.min(LONGEST_WAIT.toMillis(), wait)));
    }

    /** How long a task may evaluate at a time. */
    Duration longestRound() {
        long round = isBehind() ? Math.min(LONGEST_ROUND.toMillis(), lag / ROUNDS_A_LAG) : 0;
        return Duration.ofMillis(Math.max(SHORTEST_ROUND.toMillis(), round));
    }

    /**
     * Notes that the task commits.
     *
     * @param took how long its own part of it took
     */
    void committed(Duration took) {
        isDirty = false;
        spent = took.toMillis();
        committedAt = context.currentSystemTimeMs();
    }
}
