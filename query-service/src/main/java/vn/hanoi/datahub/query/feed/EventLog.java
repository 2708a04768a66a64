package vn.hanoi.datahub.query.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.RecordReader;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topic;

/** Reads single events where they lie: in the log. */
public final class EventLog {

    private static final String ATTRIBUTE = "ce_";
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final KafkaConnection kafka;
    private final Serializer<String> keys;
    private final Bulkhead bulkhead;

    /**
     * @param keys writes a subject as the log's key
     * @param bulkhead limits how many read through the log at once
     */
    public EventLog(KafkaConnection kafka, Serializer<String> keys, Bulkhead bulkhead) {
        this.bulkhead = bulkhead;
        this.kafka = kafka;
        this.keys = keys;
    }

    /** An event's place, headers and data as the log holds them. */
    public record Logged(int partition, long offset, long takenAt, Headers headers, byte[] data) {

        /** The CloudEvents attributes among the headers. */
        public Map<String, String> attributes() {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (Header header : headers) {
                if (header.key().startsWith(ATTRIBUTE) && header.value() != null) {
                    attributes.put(
                            header.key().substring(ATTRIBUTE.length()),
                            new String(header.value(), StandardCharsets.UTF_8));
                }
            }
            return attributes;
        }
    }

    /** The partition all events of a subject are in. */
    public int partition(Topic<?, ?> topic, String subject) {
        try (RecordReader reader = new RecordReader(kafka, WITHIN)) {
            return BuiltInPartitioner.partitionForKey(
                    keys.serialize(topic.name(), subject), reader.partitions(topic.name()));
        }
    }

    /** The event at a place. */
    public Optional<Logged> read(Topic<?, ?> topic, int partition, long offset) {
        return read(new TopicPartition(topic.name(), partition), offset);
    }

    /** Whether a place holds an event: the end of a transaction takes one, too. */
    public boolean holdsEvent(TopicPartition partition, long offset) {
        return read(partition, offset).isPresent();
    }

    private Optional<Logged> read(TopicPartition partition, long offset) {
        try (RecordReader reader = new RecordReader(kafka, WITHIN)) {
            return reader.read(partition, offset).map(EventLog::logged);
        }
    }

    /**
     * The events of a subject from a place on, to the end of its partition.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException when that is too far to be read now
     */
    public List<Logged> since(Topic<?, ?> topic, int partition, long offset, String subject) {
        byte[] key = keys.serialize(topic.name(), subject);
        return bulkhead.call(() -> {
            List<Logged> found = new ArrayList<>();
            reader(topic).from(partition, offset, record -> {
                if (Arrays.equals(key, record.key())) {
                    found.add(logged(record));
                }
            });
            return found;
        });
    }

    /**
     * The newest events of a topic, in the order of the log within each partition.
     *
     * @param depth so many places of each partition at most
     * @throws org.apache.kafka.common.errors.TimeoutException when they cannot all be read now: some would be a wrong
     *     answer
     */
    public List<Logged> newest(Topic<?, ?> topic, int depth) {
        return bulkhead.call(
                () -> reader(topic).newest(depth).stream().map(EventLog::logged).toList());
    }

    private TopicReader<byte[], byte[]> reader(Topic<?, ?> topic) {
        return TopicReader.ofBytes(kafka, topic.name(), WITHIN);
    }

    private static Logged logged(ConsumerRecord<byte[], byte[]> record) {
        return new Logged(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.headers(),
                record.value() == null ? new byte[0] : record.value());
    }
}
