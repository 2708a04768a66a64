package vn.hanoi.datahub.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What processors rely on in every store. The store begins with a, b, c and d, which hold 1, 2, 3 and 4. */
abstract class StoreContract {

    private KeyValueStore<Bytes, byte[]> store;

    /** Returns a store that holds what the contract begins with. */
    abstract KeyValueStore<Bytes, byte[]> begin();

    @BeforeEach
    void open() {
        store = begin();
    }

    static Bytes key(String text) {
        return Bytes.wrap(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> listed(KeyValueIterator<Bytes, byte[]> entries) {
        List<String> listed = new ArrayList<>();
        try (entries) {
            entries.forEachRemaining(entry -> listed.add(new String(entry.key.get(), StandardCharsets.UTF_8)
                    + new String(entry.value, StandardCharsets.UTF_8)));
        }
        return listed;
    }

    @Test
    void aRangeIncludesBothEnds_inOrder() {
        assertThat(listed(store.range(key("b"), key("c")))).containsExactly("b2", "c3");
        assertThat(listed(store.range(null, key("b")))).containsExactly("a1", "b2");
        assertThat(listed(store.range(key("c"), null))).containsExactly("c3", "d4");
        assertThat(listed(store.reverseRange(key("b"), key("d")))).containsExactly("d4", "c3", "b2");
        assertThat(listed(store.range(key("x"), key("z")))).isEmpty();
    }

    @Test
    void whatIsPutReplacesWhatWasThere() {
        store.put(key("b"), bytes("9"));
        store.putAll(List.of(KeyValue.pair(key("bb"), bytes("8"))));
        assertThat(store.get(key("b"))).isEqualTo(bytes("9"));
        assertThat(listed(store.all())).containsExactly("a1", "b9", "bb8", "c3", "d4");
    }

    @Test
    void nullDeletes() {
        store.put(key("a"), null);
        assertThat(store.delete(key("d"))).isEqualTo(bytes("4"));
        assertThat(store.delete(key("d"))).isNull();
        assertThat(store.get(key("a"))).isNull();
        assertThat(listed(store.all())).containsExactly("b2", "c3");
    }

    @Test
    void putIfAbsentChangesOnlyWhatIsAbsent() {
        assertThat(store.putIfAbsent(key("c"), bytes("9"))).isEqualTo(bytes("3"));
        assertThat(store.putIfAbsent(key("e"), bytes("5"))).isNull();
        assertThat(listed(store.range(key("c"), null))).containsExactly("c3", "d4", "e5");
    }
}
