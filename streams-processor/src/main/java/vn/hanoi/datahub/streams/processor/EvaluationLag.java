package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The time since which changed cells have been awaiting evaluation, over the tasks of one processor: the values include
 * what was counted before it, but may lack what was counted later. Written by the tasks' threads, read by any.
 */
public final class EvaluationLag {

    private final Map<TaskId, Instant> tasks = new ConcurrentHashMap<>();

    void waits(TaskId task, Instant since) {
        tasks.putIfAbsent(task, since);
    }

    void waitsNoMore(TaskId task) {
        tasks.remove(task);
    }

    /** Returns the earliest of these times; empty while nothing awaits evaluation. */
    public Optional<Instant> earliest() {
        return tasks.values().stream().min(Comparator.naturalOrder());
    }
}
