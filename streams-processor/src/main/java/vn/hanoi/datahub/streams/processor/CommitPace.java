package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a task commits before its time. Kafka Streams commits every {@code commit.interval.ms}, which is long here, because a commit that takes more together writes fewer
 * records: a backlog is folded in bulk. Nobody waits that long for a value that could be out:
 *
 * <pre>
 *   a live record (younger than {@link #LIVE}) ─▶ commit, but no sooner than {@link #APART} after the last one
 *   nothing more arrives                       ─▶ commit
 *   as much is held in memory as may be        ─▶ commit
 *   a backlog, and more of it                  ─▶ commit.interval.ms
 * </pre>
 */
final class CommitPace {

    /** A record that is older when it is processed is part of a backlog. */
    static final Duration LIVE = Duration.ofMillis(500);

    /** An event that was accepted no longer ago goes ahead of a backlog. */
    static final Duration NEWS = Duration.ofSeconds(3);

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
     * @param timestamp of the record, milliseconds since 1970
     * @param held what is combined in memory since the last commit
     */
    void processed(long timestamp, int held) {
        isDirty = true;
        isMoving = true;
        if (isLive(timestamp)) {
            isLive = true;
        } else {
            behindAt = context.currentSystemTimeMs();
        }
        if (held >= MOST_HELD || (isLive && isApart())) {
            context.commit();
        }
    }

    /** Whether what happened then is live, and not part of a backlog. */
    boolean isLive(long timestamp) {
        return context.currentSystemTimeMs() - timestamp < LIVE.toMillis();
    }

    /** Whether an event that was accepted then is news to somebody who watches. */
    boolean isNews(long acceptedAt) {
        return context.currentSystemTimeMs() - acceptedAt < NEWS.toMillis();
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
