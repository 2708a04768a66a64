package vn.hanoi.datahub.streams.processor;

import org.apache.kafka.streams.processor.api.RecordMetadata;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * Where an event is in the log. An event that was routed past others carries it as its record's key, because Kafka
 * Streams then reports the position in the backlog topic instead.
 *
 * @param acceptedAt when the log took the event, in milliseconds since 1970 UTC
 */
public record SourcePosition(String topic, int partition, long offset, long acceptedAt) implements RecordMetadata {

    static SourcePosition of(RecordMetadata at, long acceptedAt) {
        return new SourcePosition(at.topic(), at.partition(), at.offset(), acceptedAt);
    }

    /** Reads what {@link #toBytes} returns. */
    public static SourcePosition parse(byte[] key) {
        StateReader reader = new StateReader(key);
        return new SourcePosition(reader.text(), (int) reader.number(), reader.number(), reader.number());
    }

    byte[] toBytes() {
        return new StateWriter()
                .text(topic)
                .number(partition)
                .number(offset)
                .number(acceptedAt)
                .toBytes();
    }
}
