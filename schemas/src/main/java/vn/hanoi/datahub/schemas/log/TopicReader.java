package vn.hanoi.datahub.schemas.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Reads a part of a topic once: from a start to the end offset that each partition had when the read began. A read is
 * complete when every partition has reached that offset, and fails when this takes longer than the deadline; it never
 * returns a partial result as if it were complete. Committed records only.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class TopicReader<K, V> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection kafka;
    private final String topic;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Duration deadline;

    /** @param deadline how long one read may take, and each of Kafka's answers before it */
    public TopicReader(
            KafkaConnection kafka, String topic, Deserializer<K> keys, Deserializer<V> values, Duration deadline) {
        this.kafka = kafka;
        this.topic = topic;
        this.keys = keys;
        this.values = values;
        this.deadline = deadline;
    }

    /** Returns a reader that decodes a topic's records by its schemas. */
    public static <K, V> TopicReader<K, V> of(
            KafkaConnection kafka, Registry registry, Topic<K, V> topic, Duration deadline) {
        return new TopicReader<>(
                kafka,
                topic.name(),
                topic.keys(registry).deserializer(),
                topic.values(registry).deserializer(),
                deadline);
    }

    /** Returns a reader of a topic's records as raw bytes. */
    public static TopicReader<byte[], byte[]> ofBytes(KafkaConnection kafka, String topic, Duration deadline) {
        return new TopicReader<>(kafka, topic, new ByteArrayDeserializer(), new ByteArrayDeserializer(), deadline);
    }

    /** Receives the records of a read, in the order of the log within each partition. */
    @FunctionalInterface
    public interface Handler<K, V> {
        void take(ConsumerRecord<K, V> record);
    }

    /** Sets where a read starts. */
    @FunctionalInterface
    private interface Start {
        void seek(Consumer<?, ?> reader, Map<TopicPartition, Long> ends);
    }

    /**
     * Reads the whole topic.
     *
     * @throws TimeoutException when the end is not reached within the deadline
     */
    public void toEnd(Handler<K, V> handler) {
        read((reader, ends) -> reader.seekToBeginning(ends.keySet()), handler);
    }

    /**
     * Returns the records at the newest offsets of each partition. There are fewer than requested where offsets belong
     * to transaction markers or to records that are gone.
     *
     * @param offsets maximum number of offsets of each partition
     * @throws TimeoutException when the end is not reached within the deadline
     */
    public List<ConsumerRecord<K, V>> newest(int offsets) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        read(
                (reader, ends) -> {
                    Map<TopicPartition, Long> begin = reader.beginningOffsets(ends.keySet());
                    ends.forEach((partition, end) ->
                            reader.seek(partition, Math.max(begin.getOrDefault(partition, 0L), end - offsets)));
                },
                records::add);
        return records;
    }

    /**
     * Reads all records from the first one that was written at or after a moment. The topic must have the broker's
     * timestamps ({@code LogAppendTime}), which never go backwards.
     *
     * @throws TimeoutException when the end is not reached within the deadline
     */
    public void since(Instant moment, Handler<K, V> handler) {
        read(
                (reader, ends) -> {
                    long from = moment.isBefore(Instant.EPOCH) ? 0 : moment.toEpochMilli(); // Kafka's minimum timestamp
                    Map<TopicPartition, Long> asked = new HashMap<>();
                    ends.keySet().forEach(partition -> asked.put(partition, from));
                    Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(asked);
                    ends.forEach((partition, end) -> {
                        OffsetAndTimestamp first = found.get(partition);
                        reader.seek(partition, first == null ? end : (Long) first.offset());
                    });
                },
                handler);
    }

    /**
     * Reads one partition, starting at an offset.
     *
     * @throws TimeoutException when the end is not reached within the deadline
     */
    public void from(int partition, long offset, Handler<K, V> handler) {
        TopicPartition from = new TopicPartition(topic, partition);
        read(List.of(from), (reader, ends) -> reader.seek(from, offset), handler);
    }

    private void read(Start start, Handler<K, V> handler) {
        read(List.of(), start, handler);
    }

    /** @param partitions empty for all */
    private void read(Collection<TopicPartition> partitions, Start start, Handler<K, V> handler) {
        long until = System.nanoTime() + deadline.toNanos();
        try (Consumer<K, V> reader = kafka.reader(keys, values, deadline)) {
            Collection<TopicPartition> assigned = partitions.isEmpty() ? partitions(reader, topic) : partitions;
            reader.assign(assigned);
            Map<TopicPartition, Long> ends = reader.endOffsets(assigned);
            start.seek(reader, ends);
            while (!hasReached(reader, ends)) {
                reader.poll(POLL).forEach(handler::take);
                if (System.nanoTime() - until > 0) {
                    throw new TimeoutException("its end was not reached");
                }
            }
        } catch (TimeoutException e) { // also Kafka's own, which says nothing to a caller
            throw new TimeoutException(
                    topic + " could not be read to its end within " + deadline.toSeconds() + " s; try again later", e);
        }
    }

    public static List<TopicPartition> partitions(Consumer<?, ?> reader, String topic) {
        return reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Returns whether a consumer has reached certain offsets. */
    public static boolean hasReached(Consumer<?, ?> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    }
}
