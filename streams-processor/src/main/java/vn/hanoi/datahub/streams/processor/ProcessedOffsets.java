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
 * How far a task has read each partition, stored with what it counted and committed in the same transaction.
 *
 * <p>A group's committed offset says where reading resumes, not what has been counted: a group that loses it (because
 * its broker was killed repeatedly during startup, or the offset was reset) gets the log from the beginning. Records
 * before the offset stored here have been counted and are skipped.
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
     * Returns the store's builder, for the topology: few entries, in memory, restored from its changelog. A dry run
     * begins with an empty one.
     */
    public static StoreBuilder<KeyValueStore<String, Long>> named(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long());
    }

    /** Returns whether a record has not been counted yet, and marks it as counted. */
    boolean isNew(RecordMetadata at) {
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        long first = next.computeIfAbsent(partition, this::stored);
        if (at.offset() < first) {
            if (told.add(partition)) {
                LOG.warn(
                        "{} is read again from offset {}; records before {} have been counted and are skipped. A topic that was recreated needs a new application id",
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

    /** Stores the offsets, in the transaction of what was counted. */
    void write() {
        moved.forEach(partition -> store.put(partition.toString(), Objects.requireNonNull(next.get(partition))));
        moved.clear();
    }
}
