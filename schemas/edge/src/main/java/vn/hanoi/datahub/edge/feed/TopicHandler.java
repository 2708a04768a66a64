package vn.hanoi.datahub.edge.feed;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What becomes of the records: each is handed over in order, on the one thread that reads. */
public interface TopicHandler<K, V> {
    /**
     * @param record with a value
     * @param isNew whether it came after the service's start; after a failure it may be handed over again
     */
    void take(ConsumerRecord<K, V> record, boolean isNew);

    /** A tombstone: the key was removed, and what was kept of it goes. */
    void forget(K key);

    /** How long what is taken stays in memory. */
    MirrorRetention retention();

    /**
     * Removes what is older than the {@link #retention()} allows; called each minute once the topic was read to its
     * end, and never where it has no age.
     *
     * @param moment what was written before it goes
     */
    default void forgetBefore(Instant moment) {}

    /**
     * After all that came at once was taken, or when nothing came for a while.
     *
     * @param next where reading continues
     * @return where it shall continue: the same, unless somebody else has done the work
     */
    default Map<TopicPartition, Long> taken(Map<TopicPartition, Long> next) {
        return next;
    }

    /** All is taken that was there when reading began, at the start or after a failure. */
    default void caughtUp() {}

    /** A mirror of the newest value of each key. */
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
