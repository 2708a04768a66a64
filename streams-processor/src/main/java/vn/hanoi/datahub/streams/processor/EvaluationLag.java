package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Since when changed cells wait for their evaluation, over the tasks of one processor: what was counted before then is
 * in the values, what was counted later may not be. Written by the tasks' threads, read by any.
 */
public final class EvaluationLag {

    private final Map<TaskId, Instant> tasks = new ConcurrentHashMap<>();

    void waits(TaskId task, Instant since) {
        tasks.putIfAbsent(task, since);
    }

    void waitsNoMore(TaskId task) {
        tasks.remove(task);
    }

    /** The earliest of them; empty while nothing waits. */
    public Optional<Instant> earliest() {
        return tasks.values().stream().min(Comparator.naturalOrder());
    }
}
