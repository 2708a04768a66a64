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

/** Reads single events from the log. */
public final class EventLog {

    private static final String ATTRIBUTE = "ce_";
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final KafkaConnection kafka;
    private final Serializer<String> keys;
    private final Bulkhead bulkhead;

    /**
     * @param keys serialises a subject as the log's key
     * @param bulkhead limits how many callers search the log at once
     */
    public EventLog(KafkaConnection kafka, Serializer<String> keys, Bulkhead bulkhead) {
        this.bulkhead = bulkhead;
        this.kafka = kafka;
        this.keys = keys;
    }

    /** An event's position, headers and data, as stored in the log. */
    public record Logged(int partition, long offset, long takenAt, Headers headers, byte[] data) {

        /** Returns the CloudEvents attributes among the headers. */
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

    /** Returns the partition that contains all events of a subject. */
    public int partition(Topic<?, ?> topic, String subject) {
        return bulkhead.call(() -> {
            try (RecordReader reader = new RecordReader(kafka, WITHIN)) {
                return BuiltInPartitioner.partitionForKey(
                        keys.serialize(topic.name(), subject), reader.partitions(topic.name()));
            }
        });
    }

    public Optional<Logged> read(Topic<?, ?> topic, int partition, long offset) {
        return bulkhead.call(() -> read(new TopicPartition(topic.name(), partition), offset));
    }

    /**
     * Returns whether there is an event at an offset; the end of a transaction occupies an offset, too. The hub itself
     * asks this, one partition at a time, and does not wait behind its callers.
     */
    public boolean holdsEvent(TopicPartition partition, long offset) {
        return read(partition, offset).isPresent();
    }

    private Optional<Logged> read(TopicPartition partition, long offset) {
        try (RecordReader reader = new RecordReader(kafka, WITHIN)) {
            return reader.read(partition, offset).map(EventLog::logged);
        }
    }

    /**
     * Returns the events of a subject from an offset to the end of its partition.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if that is too much to read in time
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
     * Returns the newest events of a topic, in log order within each partition.
     *
     * @param depth maximum number of offsets to read per partition
     * @throws org.apache.kafka.common.errors.TimeoutException if not all of them can be read in time; a partial answer
     *     would be wrong
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
