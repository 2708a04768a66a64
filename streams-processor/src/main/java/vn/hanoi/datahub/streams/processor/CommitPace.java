package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How much a task takes together. The further it lags behind, the larger the bundles it folds, for these write fewer records; what is live waits for nothing.
 *
 * <pre>
 *   lag            commit after         rows that a backlog changed are evaluated after
 *   live           0.1 s                at once
 *   2 s            0.5 s                4 s
 *   40 s and more  10 s                 60 s
 *   nothing more arrives: at once
 * </pre>
 *
 * Kafka Streams itself commits every {@code commit.interval.ms}, which is the longest of these; here a task asks for it earlier.
 */
final class CommitPace {

    /** An event that was accepted longer ago when it is processed is part of a backlog. */
    static final Duration LIVE = Duration.ofMillis(500);

    /** Between two commits for live events; so long nothing arrives at the end of a backlog. */
    static final Duration APART = Duration.ofMillis(100);

    /** So long a backlog may change a row before it is evaluated. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** What a task combines before it commits, about a quarter of a kilobyte each. */
    static final int MOST_HELD = 300_000;

    private static final int COMMITS_A_LAG = 4;

    private final ProcessorContext<?, ?> context;
    private boolean isDirty;
    private boolean isMoving;
    private long lag;
    private long processedAt;
    private long committedAt;

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
        return context.currentSystemTimeMs() - committedAt >= Math.max(APART.toMillis(), lag / COMMITS_A_LAG);
    }

    /** Whether what was accepted then is live, and not part of a backlog. */
    boolean isLive(long acceptedAt) {
        return context.currentSystemTimeMs() - acceptedAt < LIVE.toMillis();
    }

    /** Whether a backlog is being worked off. */
    boolean isBehind() {
        return lag >= LIVE.toMillis() && context.currentSystemTimeMs() - processedAt < 2 * APART.toMillis();
    }

    /** How long rows may wait for their evaluation now. */
    Duration longestWait() {
        return isBehind() ? Duration.ofMillis(Math.min(LONGEST_WAIT.toMillis(), 2 * lag)) : Duration.ZERO;
    }

    /** Notes that the task commits. */
    void committed() {
        isDirty = false;
        committedAt = context.currentSystemTimeMs();
    }
}
