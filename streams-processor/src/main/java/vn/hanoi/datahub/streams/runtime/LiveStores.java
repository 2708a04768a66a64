package vn.hanoi.datahub.streams.runtime;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Creates the stores of the running streams and keeps track of the open ones, so that a dry run can read them. The
 * references are weak: each rebalance closes some stores and creates others.
 */
final class LiveStores implements Function<String, KeyValueBytesStoreSupplier> {

    private final Map<String, Queue<WeakReference<KeyValueStore<Bytes, byte[]>>>> made = new ConcurrentHashMap<>();

    @Override
    public KeyValueBytesStoreSupplier apply(String name) {
        KeyValueBytesStoreSupplier persistent = Stores.persistentKeyValueStore(name);
        Queue<WeakReference<KeyValueStore<Bytes, byte[]>>> ofName =
                made.computeIfAbsent(name, store -> new ConcurrentLinkedQueue<>());
        return new StoreSupplier(name, persistent.metricsScope(), () -> {
            KeyValueStore<Bytes, byte[]> store = persistent.get();
            ofName.removeIf(former -> former.get() == null);
            ofName.add(new WeakReference<>(store));
            return store;
        });
    }

    /** Returns the open stores of a name: one for each partition that this instance processes. */
    List<KeyValueStore<Bytes, byte[]>> of(String name) {
        return made.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .filter(StateStore::isOpen)
                .toList();
    }
}
