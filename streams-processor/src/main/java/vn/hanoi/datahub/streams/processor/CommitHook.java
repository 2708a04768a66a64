package vn.hanoi.datahub.streams.processor;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Runs a processor's step once per commit, inside the commit's transaction and before it ends: what was combined in
 * memory since the last commit is sent together with the offsets it came from, or not at all.
 *
 * <p>Kafka Streams does this for its own record caches but offers no public API for it, so to Kafka this class looks
 * like an empty cache. It is the only class that touches Kafka's internal packages; the decision record on combining
 * discusses the alternatives.
 */
public final class CommitHook extends TransientStore implements CachedStateStore<Object, Object> {

    private @Nullable Runnable step;
    private boolean isPaused;

    private CommitHook(String name) {
        super(name);
    }

    /** Returns a builder of the hook of one task. The hook has no content: nothing to log, nothing to restore. */
    public static StoreBuilder<CommitHook> named(String name) {
        return new AbstractStoreBuilder<Object, Object, CommitHook>(name, null, null, Time.SYSTEM) {
            @Override
            public CommitHook build() {
                return new CommitHook(name);
            }
        }.withLoggingDisabled();
    }

    /** Sets the step. It may read and write stores and forward records, as if it were processing one. */
    public void onCommit(ProcessorContext<?, ?> context, Runnable onCommit) {
        InternalProcessorContext<?, ?> task = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = task.currentNode();
        step = () -> {
            ProcessorNode<?, ?, ?, ?> nodeBefore = task.currentNode();
            ProcessorRecordContext recordBefore = task.recordContext();
            task.setCurrentNode(node);
            task.setRecordContext(
                    new ProcessorRecordContext(task.currentSystemTimeMs(), -1, -1, null, new RecordHeaders()));
            try {
                onCommit.run();
            } finally {
                task.setCurrentNode(nodeBefore);
                task.setRecordContext(recordBefore);
            }
        };
    }

    /** Skips the step in the commits that follow, as if there were none: what is combined in memory stays there. */
    public void pause() {
        isPaused = true;
    }

    /** Runs the step again, from the next commit on. */
    public void resume() {
        isPaused = false;
    }

    @Override
    public void flushCache() {
        if (step != null && !isPaused) {
            step.run();
        }
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {}
}
