package vn.hanoi.datahub.streams.processor;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * Builds the state stores of a topology: where they are kept, and whether Kafka has a changelog of them.
 *
 * @param suppliers creates a store by its name
 * @param isLogged false where nothing is ever restored: in a dry run, and in tests
 */
public record StateStores(Function<String, KeyValueBytesStoreSupplier> suppliers, boolean isLogged) {

    /** Settings of the changelog topics: state compresses well. */
    private static final Map<String, String> CHANGELOG = Map.of("compression.type", KafkaConnection.COMPRESSION);

    /** Returns stores on disk, which are restored on another machine from a changelog. */
    public static StateStores persistent() {
        return new StateStores(Stores::persistentKeyValueStore, true);
    }

    /** Returns stores in memory that end with their topology. */
    public static StateStores inMemory() {
        return new StateStores(Stores::inMemoryKeyValueStore, false);
    }

    public <K, V> StoreBuilder<KeyValueStore<K, V>> keyValue(String name, Serde<K> keys, Serde<V> values) {
        return logged(Stores.keyValueStoreBuilder(suppliers.apply(name), keys, values));
    }

    /** Returns the builder of the store of offsets up to which input is counted: few entries, always in memory. */
    public StoreBuilder<KeyValueStore<String, Long>> positions(String name) {
        return logged(ProcessedOffsets.named(name));
    }

    /** Returns a builder with or without a changelog, as its topology needs it. */
    public <T extends StateStore> StoreBuilder<T> logged(StoreBuilder<T> builder) {
        return isLogged ? builder.withLoggingEnabled(CHANGELOG) : builder.withLoggingDisabled();
    }
}
