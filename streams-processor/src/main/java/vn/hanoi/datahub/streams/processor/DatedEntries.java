package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * What is counted of the log, in entries whose keys begin with a day: changed in memory, stored and published with the
 * commit, and removed thirteen months after their day.
 */
final class DatedEntries<V> {

    private static final Duration FORGET_EVERY = Duration.ofSeconds(10);

    /** Per run: a task must not delay its commit for entries that have been obsolete for months. */
    private static final int MOST_FORGOTTEN = 1_000;

    private final ProcessorContext<String, V> context;
    private final KeyValueStore<String, V> store;
    private final ProcessedOffsets offsets;
    private final Map<String, V> changed = new LinkedHashMap<>();

    /**
     * @param store name of the store of entries
     * @param positions name of the store of {@link ProcessedOffsets}
     * @param commit name of the commit hook
     */
    DatedEntries(ProcessorContext<String, V> context, String store, String positions, String commit) {
        this.context = context;
        this.store = context.getStateStore(store);
        this.offsets = new ProcessedOffsets(context.getStateStore(positions));
        context.<CommitHook>getStateStore(commit).onCommit(context, this::emit);
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    /** Returns whether a record has not been counted yet, and marks it as counted. */
    boolean isNew(RecordMetadata at) {
        return offsets.isNew(at);
    }

    /** Returns an entry to be changed. */
    V change(String key, Supplier<V> first) {
        return changed.computeIfAbsent(key, any -> {
            V known = store.get(key);
            return known == null ? first.get() : known;
        });
    }

    private void emit() {
        long now = context.currentSystemTimeMs();
        changed.forEach((key, entry) -> {
            store.put(key, entry);
            context.forward(new Record<>(key, entry, now));
        });
        changed.clear();
        offsets.write();
    }

    /** Removes some of the entries that are older than the retention of their topic, oldest first. */
    private void forget(long now) {
        String first = CityTime.dayOf(Instant.ofEpochMilli(now).minus(Topic.THIRTEEN_MONTHS))
                .toString();
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range(null, first)) {
            while (entries.hasNext() && old.size() < MOST_FORGOTTEN) {
                old.add(entries.next().key);
            }
        }
        old.forEach(key -> {
            changed.remove(key);
            store.delete(key);
            context.forward(new Record<>(key, null, now));
        });
    }
}
