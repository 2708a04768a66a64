package vn.hanoi.datahub.streams.alert;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import vn.hanoi.datahub.state.AlertReading;
import vn.hanoi.datahub.streams.processor.PerTask;

/** Extracts from each record what the rules look at, by the clock of the task. */
final class ReadingProcessor<K, V> implements PerTask.Step<K, V> {

    /** Extracts the readings of a record at a given time. */
    @FunctionalInterface
    public interface Reading<K, V> {
        List<KeyValue<String, AlertReading>> of(Record<K, V> record, Instant now);
    }

    private final Reading<K, V> reading;
    private final ProcessorContext<String, AlertReading> context;

    private ReadingProcessor(Reading<K, V> reading, ProcessorContext<String, AlertReading> context) {
        this.reading = reading;
        this.context = context;
    }

    static <K, V> ProcessorSupplier<K, V, String, AlertReading> of(Reading<K, V> reading) {
        return PerTask.of(task -> new ReadingProcessor<>(reading, task));
    }

    @Override
    public void process(Record<K, V> record) {
        long now = context.currentSystemTimeMs();
        reading.of(record, Instant.ofEpochMilli(now))
                .forEach(read -> context.forward(new Record<>(read.key, read.value, now)));
    }
}
