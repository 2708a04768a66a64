package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a task commits before its time. Kafka Streams commits every {@code commit.interval.ms}, which is long here, because a commit that takes more together writes fewer
 * records: a backlog is folded in bulk. Records that have just arrived are live, and do not wait for that.
 *
 * <pre>
 *   record is younger than {@link #LIVE} ─▶ commit, but no sooner than {@link #APART} after the last one
 *   record is older: a backlog           ─▶ commit.interval.ms
 * </pre>
 */
final class CommitPace {

    /** A record that is older when it is processed is part of a backlog. */
    static final Duration LIVE = Duration.ofMillis(500);

    /** Between two commits for live records. */
    static final Duration APART = Duration.ofMillis(100);

    private final ProcessorContext<?, ?> context;
    private boolean isWanted;
    private long committedAt;

    CommitPace(ProcessorContext<?, ?> context) {
        this.context = context;
        context.schedule(APART, PunctuationType.WALL_CLOCK_TIME, time -> commitIfWanted());
    }

    /**
     * Notes that a record was processed.
     *
     * @param timestamp of the record, milliseconds since 1970
     */
    void processed(long timestamp) {
        if (context.currentSystemTimeMs() - timestamp < LIVE.toMillis()) {
            isWanted = true;
            commitIfWanted();
        }
    }

    private void commitIfWanted() {
        if (isWanted && context.currentSystemTimeMs() - committedAt >= APART.toMillis()) {
            context.commit();
        }
    }

    /** Notes that the task commits. */
    void committed() {
        isWanted = false;
        committedAt = context.currentSystemTimeMs();
    }
}
