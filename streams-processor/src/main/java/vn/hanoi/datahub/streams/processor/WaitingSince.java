package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Since when a task has had dirty cells. This is also stored, so that the time stays the same when another instance
 * takes over the task.
 */
final class WaitingSince {

    private static final String KEY = "waits-since";

    private final ProcessorContext<?, ?> context;
    private final KeyValueStore<String, String> clock;
    private final EvaluationLag lag;

    /** As stored. */
    private @Nullable Instant since;

    WaitingSince(ProcessorContext<?, ?> context, KeyValueStore<String, String> clock, EvaluationLag lag) {
        this.context = context;
        this.clock = clock;
        this.lag = lag;
        String stored = clock.get(KEY);
        this.since = stored == null ? null : Instant.parse(stored);
    }

    /** Reports that cells are dirty, or stores that none are any more; the latter is reported after the commit. */
    void tell(boolean areDirty) {
        if (areDirty) {
            if (since == null) {
                since = Instant.ofEpochMilli(context.currentSystemTimeMs());
                clock.put(KEY, since.toString());
            }
            lag.waits(context.taskId(), since);
        } else if (since != null) {
            clock.delete(KEY);
            since = null;
        }
    }

    /** Reports that no cells are dirty here. */
    void over() {
        lag.waitsNoMore(context.taskId());
    }
}
