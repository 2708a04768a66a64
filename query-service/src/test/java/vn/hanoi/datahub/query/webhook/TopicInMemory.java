package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's own stand-in for its consumer, over a topic of one partition, with the answer it lacks: which record is the
 * first since a moment.
 */
final class TopicInMemory extends MockConsumer<byte[], byte[]> {

    static final TopicPartition PARTITION = new TopicPartition("hanoi.alert.v1", 0);

    final AtomicInteger polls = new AtomicInteger();
    private final long firstSinceCreation;
    private long known = -1;

    /**
     * @param end how many records there are before any is added
     * @param firstSinceCreation the first record that was written after the webhook was made; negative for none
     */
    TopicInMemory(long end, long firstSinceCreation) {
        super("none");
        this.firstSinceCreation = firstSinceCreation;
        updateBeginningOffsets(Map.of(PARTITION, 0L));
        updateEndOffsets(Map.of(PARTITION, end));
        schedulePollTask(() -> {
            if (known >= 0) {
                commitSync(Map.of(PARTITION, new OffsetAndMetadata(known)));
            }
            rebalance(List.of(PARTITION));
        });
    }

    /**
     * The group has read up to here before; it is told when partitions are assigned, because until then this consumer
     * forgets it.
     */
    TopicInMemory readUpTo(long offset) {
        known = offset;
        return this;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        polls.incrementAndGet();
        return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> asked) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        asked.forEach((partition, moment) -> found.put(
                partition, firstSinceCreation < 0 ? null : new OffsetAndTimestamp(firstSinceCreation, moment)));
        return found;
    }

    /** Writes a record when the consumer asks for the next ones. */
    void write(long offset, String value) {
        schedulePollTask(() -> addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], value.getBytes())));
    }

    long committed() {
        OffsetAndMetadata committed = committed(Set.of(PARTITION)).get(PARTITION);
        return committed == null ? -1 : committed.offset();
    }
}
