package vn.hanoi.datahub.streams.runtime;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/** Supplies a store of a topology from somewhere else. */
record StoreSupplier(String name, String metricsScope, Supplier<KeyValueStore<Bytes, byte[]>> from)
        implements KeyValueBytesStoreSupplier {

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return from.get();
    }
}
