package vn.hanoi.datahub.streams.processor;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the state stores of a topology: where they are kept, and whether Kafka holds a changelog of them.
 *
 * @param suppliers makes a store by its name
 * @param isLogged false where nothing is ever restored: in a dry run, and in tests
 */
public record StateStores(Function<String, KeyValueBytesStoreSupplier> suppliers, boolean isLogged) {

    /** Settings of the changelog topics: state compresses well. */
    private static final Map<String, String> CHANGELOG = Map.of("compression.type", "lz4");

    /** Stores on disk, which a changelog restores on another machine. */
    public static StateStores persistent() {
        return new StateStores(Stores::persistentKeyValueStore, true);
    }

    /** Stores in memory that end with their topology. */
    public static StateStores inMemory() {
        return new StateStores(Stores::inMemoryKeyValueStore, false);
    }

    /** The builder of a key-value store. */
    public <K, V> StoreBuilder<KeyValueStore<K, V>> keyValue(String name, Serde<K> keys, Serde<V> values) {
        return logged(Stores.keyValueStoreBuilder(suppliers.apply(name), keys, values));
    }

    /** The builder of the positions up to which input is counted: few entries, always in memory. */
    public StoreBuilder<KeyValueStore<String, Long>> positions(String name) {
        return logged(ProcessedOffsets.named(name));
    }

    private <T extends StateStore> StoreBuilder<T> logged(StoreBuilder<T> builder) {
        return isLogged ? builder.withLoggingEnabled(CHANGELOG) : builder.withLoggingDisabled();
    }
}
