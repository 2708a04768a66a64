package vn.hanoi.datahub.streams.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a task has read each partition, kept beside what it counted and committed in the same transaction.
 *
 * <p>A group's own position says where reading goes on, not what is counted already: a group that loses it (its broker
 * was killed again and again while it started, or somebody reset it) is handed the log from the beginning. What lies
 * before the position kept here is counted, and is passed by.
 */
final class ProcessedOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessedOffsets.class);

    private final KeyValueStore<String, Long> store;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Set<TopicPartition> moved = new HashSet<>();
    private final Set<TopicPartition> told = new HashSet<>();

    ProcessedOffsets(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    /**
     * The store's builder, for the topology: some entries, in memory, restored from its changelog. A trial begins with
     * an empty one.
     */
    public static StoreBuilder<KeyValueStore<String, Long>> named(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long());
    }

    /** Whether a record has not been counted yet; from now on it has. */
    boolean isNew(RecordMetadata at) {
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        long first = next.computeIfAbsent(partition, this::stored);
        if (at.offset() < first) {
            if (told.add(partition)) {
                LOG.warn(
                        "{} is read again from offset {}; what lies before {} is counted and passed by. A topic that was made anew needs a new application id",
                        partition,
                        at.offset(),
                        first);
            }
            return false;
        }
        next.put(partition, at.offset() + 1);
        moved.add(partition);
        return true;
    }

    private long stored(TopicPartition partition) {
        Long stored = store.get(partition.toString());
        return stored == null ? 0 : stored;
    }

    /** Keeps the positions, in the transaction of what was counted. */
    void write() {
        moved.forEach(partition -> store.put(partition.toString(), Objects.requireNonNull(next.get(partition))));
        moved.clear();
    }
}
