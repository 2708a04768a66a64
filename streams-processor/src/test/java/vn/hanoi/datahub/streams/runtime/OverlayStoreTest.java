package vn.hanoi.datahub.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class OverlayStoreTest extends StoreContract {

    private final KeyValueStore<Bytes, byte[]> one = KafkaStoreTest.holding(Map.of("a", "1", "c", "0"));
    private final KeyValueStore<Bytes, byte[]> other = KafkaStoreTest.holding(Map.of("b", "2"));
    private final OverlayStore overlay = new OverlayStore("store", List.of(one, other));

    /** Some entries are in one of the stores below, some were written in the dry run. */
    @Override
    KeyValueStore<Bytes, byte[]> begin() {
        overlay.put(key("c"), bytes("3"));
        overlay.put(key("d"), bytes("4"));
        return overlay;
    }

    @Test
    void theStoresBelowAreNeverWritten() {
        overlay.put(key("a"), bytes("9"));
        overlay.delete(key("b"));
        assertThat(listed(one.all())).containsExactly("a1", "c0");
        assertThat(listed(other.all())).containsExactly("b2");
        assertThat(overlay.below(key("b"))).isEqualTo(bytes("2"));
    }

    @Test
    void whatWasReadOnceStaysTheSame() {
        assertThat(overlay.get(key("a"))).isEqualTo(bytes("1"));
        one.put(key("a"), bytes("9"));
        assertThat(overlay.get(key("a"))).isEqualTo(bytes("1"));
        assertThat(listed(overlay.range(null, key("b")))).containsExactly("a1", "b2");
    }
}
