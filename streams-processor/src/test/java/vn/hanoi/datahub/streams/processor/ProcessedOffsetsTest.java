package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was counted is not counted again, and what was not kept is. */
class ProcessedOffsetsTest {

    private final KeyValueStore<String, Long> store =
            ProcessedOffsets.named("positions").withLoggingDisabled().build();

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    private static Place at(int partition, long offset) {
        return new Place("events", partition, offset);
    }

    @Test
    void passesByWhatIsReadAgain() {
        ProcessedOffsets offsets = new ProcessedOffsets(store);
        assertThat(offsets.isNew(at(0, 0))).isTrue();
        assertThat(offsets.isNew(at(0, 5))).isTrue();

        assertThat(offsets.isNew(at(0, 0))).isFalse();
        assertThat(offsets.isNew(at(0, 5))).isFalse();
        assertThat(offsets.isNew(at(0, 6))).isTrue();
        assertThat(offsets.isNew(at(1, 0))).isTrue();
    }

    @Test
    void anotherLifeGoesOnWhereTheLastCommitWas() {
        ProcessedOffsets before = new ProcessedOffsets(store);
        before.isNew(at(0, 7));
        before.write();
        before.isNew(at(0, 8)); // counted, and never committed

        ProcessedOffsets after = new ProcessedOffsets(store);
        assertThat(after.isNew(at(0, 7))).isFalse();
        assertThat(after.isNew(at(0, 8))).isTrue();
    }
}
