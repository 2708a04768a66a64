package vn.hanoi.datahub.streams.runtime;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.streams.processor.TransientStore;

/**
 * Stores that are read and never written, overlaid with the writes of a dry run. Reads are repeatable, although the
 * underlying stores keep changing. A key that counts is in at most one of them; bookkeeping that each partition keeps
 * for itself is read from the first.
 */
final class OverlayStore extends TransientStore implements KeyValueStore<Bytes, byte[]> {

    private final List<KeyValueStore<Bytes, byte[]>> below;
    private final TreeMap<Bytes, Optional<byte[]>> written = new TreeMap<>();
    private final Map<Bytes, Optional<byte[]>> read = new HashMap<>();

    OverlayStore(String name, List<KeyValueStore<Bytes, byte[]>> below) {
        super(name);
        this.below = below;
    }

    /** Returns a supplier of this same store, for one use. */
    KeyValueBytesStoreSupplier supplier() {
        return new StoreSupplier(name(), "overlay", () -> this);
    }

    /** Returns an empty position: this store has no changelog. */
    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Optional<byte[]> own = written.get(key);
        return own == null ? below(key) : own.orElse(null);
    }

    /** Returns the value from before the dry run. */
    byte @Nullable [] below(Bytes key) {
        return read.computeIfAbsent(
                        key,
                        wanted -> below.stream()
                                .map(store -> store.get(wanted))
                                .filter(Objects::nonNull)
                                .findFirst())
                .orElse(null);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        written.put(key, Optional.ofNullable(value));
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return new Entries(merged(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return new Entries(merged(from, to).descendingMap());
    }

    private TreeMap<Bytes, byte[]> merged(@Nullable Bytes from, @Nullable Bytes to) {
        TreeMap<Bytes, byte[]> merged = new TreeMap<>();
        for (KeyValueStore<Bytes, byte[]> store : below) {
            try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
                entries.forEachRemaining(entry -> read.computeIfAbsent(entry.key, key -> Optional.of(entry.value))
                        .ifPresent(value -> merged.putIfAbsent(entry.key, value)));
            }
        }
        NavigableMap<Bytes, Optional<byte[]>> own = from == null ? written : written.tailMap(from, true);
        (to == null ? own : own.headMap(to, true))
                .forEach((key, value) ->
                        value.ifPresentOrElse(bytes -> merged.put(key, bytes), () -> merged.remove(key)));
        return merged;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    @Override
    public long approximateNumEntries() {
        return below.stream().mapToLong(KeyValueStore::approximateNumEntries).sum() + written.size();
    }

    private static final class Entries implements KeyValueIterator<Bytes, byte[]> {

        private final Iterator<Map.Entry<Bytes, byte[]>> iterator;

        Entries(Map<Bytes, byte[]> entries) {
            this.iterator = entries.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Map.Entry<Bytes, byte[]> entry = iterator.next();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException("no processor peeks ahead");
        }

        @Override
        public void close() {}
    }
}
