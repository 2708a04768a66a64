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

/** Reads single records by offset, one after the other, as raw bytes. Committed records only. Not thread-safe. */
public final class RecordReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> reader;
    private final Duration deadline;

    /** @param deadline how long the reading of one record may take, and each of Kafka's answers before it */
    public RecordReader(KafkaConnection kafka, Duration deadline) {
        this.reader = kafka.recordReader(deadline);
        this.deadline = deadline;
    }

    /**
     * Returns the record at an offset; empty where there is none, because transaction markers also take up offsets and
     * records past their retention are gone.
     *
     * @throws TimeoutException when Kafka does not answer within the deadline
     */
    public Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        long until = System.nanoTime() + deadline.toNanos();
        reader.assign(List.of(partition));
        try {
            if (reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L) <= offset) {
                return Optional.empty();
            }
            reader.seek(partition, offset);
            while (reader.position(partition) <= offset) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
                if (System.nanoTime() - until > 0) {
                    throw new TimeoutException("it was not fetched");
                }
            }
        } catch (OffsetOutOfRangeException gone) {
            return Optional.empty();
        } catch (TimeoutException e) { // also Kafka's own, which says nothing to a caller
            throw new TimeoutException(
                    "Kafka did not return " + partition + " offset " + offset + " within " + deadline.toSeconds()
                            + " s; try again later",
                    e);
        }
        return Optional.empty();
    }

    public int partitions(String topic) {
        return reader.partitionsFor(topic).size();
    }

    @Override
    public void close() {
        reader.close();
    }
}
