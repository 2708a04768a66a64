package vn.hanoi.datahub.schemas.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * Reads single records by their offsets, one after the other, as Kafka holds them. Committed records only. For one
 * thread.
 */
public final class RecordReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> reader;
    private final Duration deadline;

    /** @param deadline how long one record may take */
    public RecordReader(KafkaConnection kafka, Duration deadline) {
        this.reader = kafka.recordReader();
        this.deadline = deadline;
    }

    /**
     * The record at an offset; empty where there is none: the end of a transaction takes an offset, too, and what is
     * past its retention is gone.
     *
     * @throws TimeoutException when Kafka does not answer within the deadline
     */
    public Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        long until = System.nanoTime() + deadline.toNanos();
        reader.assign(List.of(partition));
        if (reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L) <= offset) {
            return Optional.empty();
        }
        reader.seek(partition, offset);
        try {
            while (reader.position(partition) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
                if (System.nanoTime() - until > 0) {
                    throw new TimeoutException("the log does not give " + partition + " offset " + offset + " within "
                            + deadline.toSeconds() + " s; try again later");
                }
            }
        } catch (OffsetOutOfRangeException gone) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return reader.partitionsFor(topic).size();
    }

    @Override
    public void close() {
        reader.close();
    }
}
