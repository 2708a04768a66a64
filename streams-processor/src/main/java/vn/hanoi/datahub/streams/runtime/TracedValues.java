package vn.hanoi.datahub.streams.runtime;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.schemas.trace.TraceHeader;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Adds the publishing of a value as a step to the trace of the newest event behind it. */
public final class TracedValues implements ProducerInterceptor<byte[], byte[]> {

    /** The configuration key of the {@link Traces}. */
    public static final String TRACES = "hub.traces";

    private @Nullable Traces traces;

    @Override
    public void configure(Map<String, ?> configs) {
        traces = (Traces) configs.get(TRACES);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.INDICATOR_REVISION.name())) {
            String place = TraceHeader.find(record.headers());
            if (place != null) {
                Instant from = Instant.ofEpochMilli(Objects.requireNonNull(record.timestamp()));
                TraceHeader.put(record.headers(), Objects.requireNonNull(traces).step("publish value", place, from));
            }
        }
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure) {
        // Whether the record counts as written depends on the transaction.
    }

    @Override
    public void close() {
        // The service owns the traces.
    }
}
