package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.Succession;
import vn.hanoi.datahub.values.DefinitionStep;

/** What is written down of the definitions' versions: read once when the processor starts, before it counts. */
public final class DefinitionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final Registry registry;

    public DefinitionLog(KafkaConnection kafka, Registry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /** The newest of each key. Waits for a registry that is away. */
    public Collection<DefinitionStep> read() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return newest();
            } catch (SerializationException e) {
                if (!Registry.isAway(e) || System.nanoTime() - until > 0) {
                    throw e;
                }
                LOG.warn("the registry does not answer, and nothing is counted until it does: {}", e.getMessage());
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Collection<DefinitionStep> newest() {
        Topic topic = Topics.DEFINITION;
        Map<String, Object> settings = kafka.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        Map<String, DefinitionStep> newest = new HashMap<>();
        try (KafkaConsumer<String, DefinitionStep> reader = new KafkaConsumer<>(
                settings, registry.deserializer(topic.key()), registry.deserializer(topic.value()))) {
            List<TopicPartition> partitions = reader.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(POLL).forEach(record -> newest.put(record.key(), record.value()));
            }
        }
        return newest.values();
    }

    /** Writes declarations; returns when they are durable. */
    public void write(List<DefinitionStep> declarations) {
        Map<String, Object> settings = kafka.with(Map.of(ProducerConfig.ACKS_CONFIG, "all"));
        try (KafkaProducer<String, DefinitionStep> writer =
                new KafkaProducer<>(settings, registry.serializer(true), registry.serializer(false))) {
            List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
            declarations.forEach(step ->
                    sent.add(writer.send(new ProducerRecord<>(Topics.DEFINITION.name(), Succession.key(step), step))));
            for (java.util.concurrent.Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the definitions could not be written down: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many partitions the log has. */
    public int partitions(Collection<String> topics) {
        try (Admin admin = Admin.create(kafka.plain())) {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .map(TopicDescription::partitions)
                    .mapToInt(List::size)
                    .max()
                    .orElseThrow();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the event topics cannot be described: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
