package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * What was published, read from the revision topic; transaction markers are not records.
 *
 * @param records number of records in the topic
 * @param values number of values in them, of totals and parts
 */
record Published(long records, long values) {

    private static final int FRAME = 5;

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

    /**
     * Returns the number of values in a record. A record contains the changed parts of a row; their number is in the
     * array after Confluent's five bytes and the time.
     */
    private static long valuesIn(ConsumerRecord<byte[], byte[]> record) {
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(record.value(), FRAME, record.value().length - FRAME, null);
            decoder.readLong();
            return decoder.readArrayStart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
