package vn.hanoi.datahub.schemas.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Writes all records except events: keys, jobs, receipts, dead letters, audit, definitions. They share one producer, so
 * a service has one buffer and one thread for control records. Events have a producer of their own, which is not
 * affected by a stall here. Thread-safe.
 */
public final class ControlLog implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final Registry registry;
    private final Map<String, Writer> writers = new ConcurrentHashMap<>();

    private record Writer(Serializer<Object> keys, Serializer<Object> values) {}

    /**
     * @param answerWithin how long a caller waits for Kafka at most; half of it while the topic's metadata is unknown,
     *     so that a caller is refused in time
     */
    public ControlLog(KafkaConnection kafka, Registry registry, Duration answerWithin) {
        this(
                kafka.producer(
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        answerWithin,
                        Map.of(
                                ProducerConfig.LINGER_MS_CONFIG,
                                2,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                (int) answerWithin.toMillis() / 2)),
                registry);
    }

    ControlLog(Producer<byte[], byte[]> producer, Registry registry) {
        this.producer = producer;
        this.registry = registry;
    }

    /**
     * Writes a record without waiting for it.
     *
     * @param value null for a tombstone, which removes the key
     * @return completes when Kafka has stored the record; fails with a {@link KafkaException} when it has not, also
     *     where the failure is immediate
     */
    public <K, V> CompletableFuture<RecordMetadata> send(Topic<K, V> topic, K key, @Nullable V value) {
        return send(topic, null, key, value);
    }

    private <K, V> CompletableFuture<RecordMetadata> send(
            Topic<K, V> topic, @Nullable String group, K key, @Nullable V value) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        try {
            Writer writer = writers.computeIfAbsent(topic.name(), name -> writer(topic));
            Future<RecordMetadata> ignored = producer.send(
                    new ProducerRecord<>(
                            topic.name(),
                            group == null ? null : partition(topic, group),
                            writer.keys().serialize(topic.name(), key),
                            value == null ? null : writer.values().serialize(topic.name(), value)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            written.complete(metadata);
                        } else {
                            written.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException e) {
            written.completeExceptionally(e);
        }
        return written;
    }

    /**
     * Writes a record, and returns when Kafka has stored it.
     *
     * @throws KafkaException when Kafka does not confirm it in time; the record may be stored all the same
     */
    public <K, V> RecordMetadata write(Topic<K, V> topic, K key, @Nullable V value) {
        return write(topic, null, key, value);
    }

    /**
     * Writes a record as {@link #write(Topic, Object, Object)}. Every reader reads the records of one group in the
     * order in which they were written, whatever their keys.
     *
     * @param group null for a record that is ordered among those with its key only
     */
    public <K, V> RecordMetadata write(Topic<K, V> topic, @Nullable String group, K key, @Nullable V value) {
        return KafkaAnswer.of(send(topic, group, key, value), "a record of " + topic.name() + " could not be written");
    }

    private int partition(Topic<?, ?> topic, String group) {
        int partitions = producer.partitionsFor(topic.name()).size();
        return Utils.toPositive(Utils.murmur2(group.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    @SuppressWarnings("unchecked") // a topic's own serializers accept its keys and values
    private <K, V> Writer writer(Topic<K, V> topic) {
        return new Writer((Serializer<Object>) topic.keys(registry).serializer(), (Serializer<Object>)
                topic.values(registry).serializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
