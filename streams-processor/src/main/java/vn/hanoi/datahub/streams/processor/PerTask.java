package vn.hanoi.datahub.streams.processor;

import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Creates a step when its task begins, with the task's stores: all fields of a step are final, and a task that begins
 * again finds nothing of its former run in memory.
 */
public final class PerTask<KI, VI, KO, VO> implements Processor<KI, VI, KO, VO> {

    /** What a task does with each record. */
    @FunctionalInterface
    public interface Step<KI, VI> {
        void process(Record<KI, VI> record);

        default void close() {}
    }

    private final Function<ProcessorContext<KO, VO>, Step<KI, VI>> beginning;
    private @Nullable Step<KI, VI> step;

    private PerTask(Function<ProcessorContext<KO, VO>, Step<KI, VI>> beginning) {
        this.beginning = beginning;
    }

    public static <KI, VI, KO, VO> ProcessorSupplier<KI, VI, KO, VO> of(
            Function<ProcessorContext<KO, VO>, Step<KI, VI>> beginning) {
        return () -> new PerTask<>(beginning);
    }

    @Override
    public void init(ProcessorContext<KO, VO> context) {
        step = beginning.apply(context);
    }

    @Override
    public void process(Record<KI, VI> record) {
        Objects.requireNonNull(step).process(record);
    }

    @Override
    public void close() {
        if (step != null) {
            step.close();
        }
    }
}
