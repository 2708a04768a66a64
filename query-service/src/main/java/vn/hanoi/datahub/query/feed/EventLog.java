package vn.hanoi.datahub.query.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import vn.hanoi.datahub.schemas.topic.Topic;

/** Reads single events where they lie: in the log. */
public final class EventLog {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final String ATTRIBUTE = "ce_";
    private static final int MOST_TRIES = 10;
    private static final int MOST_PENDING = 10_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Serializer<String> keys;

    /**
     * @param keys writes a subject as the log's key
     */
    public EventLog(Supplier<Consumer<byte[], byte[]>> consumers, Serializer<String> keys) {
        this.consumers = consumers;
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
    public int partition(Topic topic, String subject) {
        try (Consumer<byte[], byte[]> reader = consumers.get()) {
            return partition(reader, topic, subject);
        }
    }

    private int partition(Consumer<byte[], byte[]> reader, Topic topic, String subject) {
        return BuiltInPartitioner.partitionForKey(
                keys.serialize(topic.name(), subject),
                reader.partitionsFor(topic.name()).size());
    }

    /** The event at a place. */
    public Optional<Logged> read(Topic topic, int partition, long offset) {
        return from(new TopicPartition(topic.name(), partition), offset, 1).stream()
                .filter(logged -> logged.offset() == offset)
                .findFirst();
    }

    /** Whether a place holds an event: the end of a transaction takes one, too. */
    public boolean holdsEvent(TopicPartition partition, long offset) {
        return from(partition, offset, 1).stream().anyMatch(logged -> logged.offset() == offset);
    }

    /** The events of a subject from a place on. */
    public List<Logged> since(Topic topic, int partition, long offset, String subject) {
        return from(new TopicPartition(topic.name(), partition), offset, MOST_PENDING).stream()
                .filter(logged -> subject.equals(logged.attributes().get("subject")))
                .toList();
    }

    /**
     * The newest events of a topic, in the order of the log within each partition.
     *
     * @param depth so many places of each partition at most
     */
    public List<Logged> newest(Topic topic, int depth) {
        List<Logged> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = consumers.get()) {
            List<TopicPartition> partitions = reader.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            Map<TopicPartition, Long> begin = reader.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            end.forEach((partition, last) ->
                    reader.seek(partition, Math.max(begin.getOrDefault(partition, 0L), last - depth)));
            for (int i = 0; i < MOST_TRIES && isBefore(reader, end); i++) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    found.add(logged(record));
                }
            }
        }
        return found;
    }

    private static boolean isBefore(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> end) {
        return end.entrySet().stream().anyMatch(to -> reader.position(to.getKey()) < to.getValue());
    }

    private List<Logged> from(TopicPartition from, long offset, int most) {
        List<Logged> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = consumers.get()) {
            reader.assign(List.of(from));
            reader.seek(from, offset);
            long end = reader.endOffsets(List.of(from)).getOrDefault(from, 0L);
            for (int i = 0; i < MOST_TRIES && found.size() < most && reader.position(from) < end; i++) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    found.add(logged(record));
                }
            }
        }
        return found;
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
