package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import vn.hanoi.datahub.streams.processor.BacklogRouter;
import vn.hanoi.datahub.streams.processor.Backpressure;

/**
 * Kafka Streams' clients, with a main consumer that reads no backlog while events still have to be routed, or while it
 * has to wait: Kafka Streams itself has no backpressure between two stages. Under the {@code streams} protocol Kafka
 * Streams does not ask for a consumer, and a backlog does not wait.
 */
final class PacedClients implements KafkaClientSupplier {

    private static final String BETWEEN_STAGES = "-repartition";
    private static final int MANY = 50;

    private final Backpressure backpressure;
    private final InstantSource clock;

    PacedClients(Backpressure backpressure, InstantSource clock) {
        this.backpressure = backpressure;
        this.clock = clock;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new Paced(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    private final class Paced extends KafkaConsumer<byte[], byte[]> {

        /** What Kafka Streams has paused because its buffer is full. */
        private final Set<TopicPartition> full = new HashSet<>();

        /**
         * Whether many events were just read: live ones may be among those that follow. Every other poll reads the
         * backlog nevertheless: what does not end may be that backlog.
         */
        private boolean isRouting;

        Paced(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Set<TopicPartition> assigned = assignment();
            full.retainAll(assigned);
            List<TopicPartition> backlog = assigned.stream()
                    .filter(partition -> BacklogRouter.isBacklog(partition.topic()) && !full.contains(partition))
                    .toList();
            if (isRouting || backpressure.isOn(clock.millis())) {
                super.pause(backlog);
            } else {
                super.resume(backlog);
            }
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            isRouting = !isRouting
                    && records.partitions().stream()
                                    .filter(partition -> !partition.topic().endsWith(BETWEEN_STAGES))
                                    .mapToInt(partition ->
                                            records.records(partition).size())
                                    .sum()
                            >= MANY;
            return records;
        }

        @Override
        public void pause(Collection<TopicPartition> partitions) {
            full.addAll(partitions);
            super.pause(partitions);
        }

        @Override
        public void resume(Collection<TopicPartition> partitions) {
            full.removeAll(partitions);
            super.resume(partitions);
        }
    }
}
