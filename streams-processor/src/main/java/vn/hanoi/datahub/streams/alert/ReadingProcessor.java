package vn.hanoi.datahub.streams.alert;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.state.AlertReading;

/** Extracts from each record what the rules look at, by the clock of the task. */
final class ReadingProcessor<K, V> implements Processor<K, V, String, AlertReading> {

    /** Extracts the readings of a record at a given time. */
    @FunctionalInterface
    public interface Reading<K, V> {
        List<KeyValue<String, AlertReading>> of(Record<K, V> record, Instant now);
    }

    private final Reading<K, V> reading;
    private @Nullable ProcessorContext<String, AlertReading> context;

    public ReadingProcessor(Reading<K, V> reading) {
        this.reading = reading;
    }

    @Override
    public void init(ProcessorContext<String, AlertReading> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<K, V> record) {
        ProcessorContext<String, AlertReading> task = Objects.requireNonNull(context);
        long now = task.currentSystemTimeMs();
        reading.of(record, Instant.ofEpochMilli(now))
                .forEach(read -> task.forward(new Record<>(read.key, read.value, now)));
    }
}
