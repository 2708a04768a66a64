package vn.hanoi.datahub.streams.runtime;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka's own store: it shows that the contract is what processors meet outside of a dry run. */
class KafkaStoreTest extends StoreContract {

    @Override
    KeyValueStore<Bytes, byte[]> begin() {
        return holding(Map.of("a", "1", "b", "2", "c", "3", "d", "4"));
    }

    static KeyValueStore<Bytes, byte[]> holding(Map<String, String> entries) {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        entries.forEach((key, value) -> store.put(key(key), bytes(value)));
        return store;
    }
}
