package vn.hanoi.datahub.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * What was published, read from the topic of all revisions; markers of transactions are no records.
 *
 * @param records of the topic
 * @param values in them: of a total or of a part
 */
record Published(long records, long values) {

    static Published of(String kafka) {
        long records = 0;
        long values = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed", "max.poll.records", 5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.INDICATOR_REVISION.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    records++;
                    values += valuesIn(record);
                }
            }
        }
        return new Published(records, values);
    }

    /** A record holds one value. */
    private static int valuesIn(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? 0 : 1;
    }
}
