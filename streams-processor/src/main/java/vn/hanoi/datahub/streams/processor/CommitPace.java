package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a task commits before its time. Kafka Streams commits every {@code commit.interval.ms}, which is long here, because a commit that takes more together writes fewer
 * records: a backlog is folded in bulk. Nobody waits that long for a value that could be out:
 *
 * <pre>
 *   a live event (younger than {@link #LIVE}) ─▶ commit, but no sooner than {@link #APART} after the last one
 *   nothing more arrives                       ─▶ commit
 *   as much is held in memory as may be        ─▶ commit
 *   a backlog, and more of it                  ─▶ commit.interval.ms
 * </pre>
 */
final class CommitPace {

    /** An event that was accepted longer ago when it is processed is part of a backlog. */
    static final Duration LIVE = Duration.ofSeconds(2);

    /** Between two commits for live records; so long nothing arrives at the end of a backlog. */
    static final Duration APART = Duration.ofMillis(100);

    /** What a task combines before it commits, about a quarter of a kilobyte each. */
    static final int MOST_HELD = 200_000;

    private final ProcessorContext<?, ?> context;
    private long behindAt = Long.MIN_VALUE / 2;
    private boolean isDirty;
    private boolean isLive;
    private boolean isMoving;
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
        isDirty = true;
        isMoving = true;
        if (isLive(acceptedAt)) {
            isLive = true;
        } else {
            behindAt = context.currentSystemTimeMs();
        }
        if (held >= MOST_HELD || (isLive && isApart())) {
            context.commit();
        }
    }

    /** Whether what was accepted then is live, and not part of a backlog. */
    boolean isLive(long acceptedAt) {
        return context.currentSystemTimeMs() - acceptedAt < LIVE.toMillis();
    }

    /** Whether a backlog is being worked off. */
    boolean isBehind() {
        return context.currentSystemTimeMs() - behindAt < 2 * APART.toMillis();
    }

    private void tick() {
        if (isDirty && (isLive ? isApart() : !isMoving)) {
            context.commit();
        }
        isMoving = false;
    }

    private boolean isApart() {
        return context.currentSystemTimeMs() - committedAt >= APART.toMillis();
    }

    /** Notes that the task commits. */
    void committed() {
        isDirty = false;
        isLive = false;
        committedAt = context.currentSystemTimeMs();
    }
}
