package vn.hanoi.datahub.edge.feed;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Handles the records of a topic, in order, on the one thread that reads them. */
public interface TopicHandler<K, V> {
    /**
     * Handles a record.
     *
     * @param record record with a value
     * @param isNew whether it arrived after the service's start; after a failure it may be passed again
     */
    void take(ConsumerRecord<K, V> record, boolean isNew);

    /** Handles a tombstone: the key was removed, and so is what was kept for it. */
    void forget(K key);

    /** Returns how long records stay in memory. */
    MirrorRetention retention();

    /**
     * Removes what is older than the {@link #retention()} allows. Called every minute once the topic has been read to
     * its end, and never where the retention has no age.
     *
     * @param moment what was written before it is removed
     */
    default void forgetBefore(Instant moment) {}

    /**
     * Called when all records of a poll have been handled, and when a poll returned none.
     *
     * @param next offsets at which reading continues
     * @return offsets at which it should continue: the same, unless another instance has already done the work
     */
    default Map<TopicPartition, Long> taken(Map<TopicPartition, Long> next) {
        return next;
    }

    /** Called when everything that was there when reading began, at the start or after a failure, has been handled. */
    default void caughtUp() {}

    /** Returns positions of the partitions of one topic by the partitions' numbers, as they are stored. */
    static Map<Integer, Long> byNumber(Map<TopicPartition, Long> positions) {
        Map<Integer, Long> byNumber = new HashMap<>();
        positions.forEach((partition, position) -> byNumber.put(partition.partition(), position));
        return byNumber;
    }

    /** Returns a handler that mirrors the newest value of each key. */
    static <K, V> TopicHandler<K, V> ofKeys(String bound, BiConsumer<K, V> put, Consumer<K> remove) {
        return new TopicHandler<>() {
            @Override
            public void take(ConsumerRecord<K, V> record, boolean isNew) {
                put.accept(record.key(), record.value());
            }

            @Override
            public void forget(K key) {
                remove.accept(key);
            }

            @Override
            public MirrorRetention retention() {
                return MirrorRetention.ofKeys(bound);
            }
        };
    }
}
