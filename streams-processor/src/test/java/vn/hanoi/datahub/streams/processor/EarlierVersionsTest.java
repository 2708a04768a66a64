package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.state.VersionState;

class EarlierVersionsTest {

    private static final Subject SUBJECT = new Subject("work-task", "H26.HCC", "t1", "");

    private KeyValueStore<Bytes, VersionState> store;
    private EarlierVersions earlier;

    @BeforeEach
    void open() {
        store = InMemory.store("earlier", Serdes.Bytes(), StateSerde.of(new VersionState()));
        earlier = new EarlierVersions(
                store,
                SUBJECT,
                state -> StateCodec.version(state, SUBJECT.type(), SUBJECT.name(), bytes -> {
                    throw new AssertionError("no data are read");
                }));
    }

    private static Version version(String day) {
        return new Version(
                new Event(
                        "work-task",
                        "urn:hanoi:agency:H26.HCC",
                        "t1",
                        "e-" + day,
                        Instant.parse(day + "T00:00:00Z"),
                        0,
                        Operation.UPSERT,
                        null),
                Fingerprint.copyOf(new byte[16]),
                LocalDate.parse(day),
                7);
    }

    /**
     * Whoever counts an event may fail, and the event is then rejected: what was to be kept for it must not be found by
     * the next.
     */
    @Test
    void whatIsKeptIsNotInTheStoreBeforeItIsWritten() {
        Version january = version("2025-01-10");
        SubjectHistory history = new SubjectHistory(version("2025-03-10"), null);

        history.take(january, earlier);

        assertThat(store.approximateNumEntries()).isZero();
        earlier.write();
        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsSeenBesideWhatIsWritten() {
        Version january = version("2025-01-10");
        Version march = version("2025-03-10");
        Version may = version("2025-05-10");
        earlier.keep(january);
        earlier.keep(may);
        earlier.write();
        earlier.keep(march);

        assertThat(earlier.before(may.place()).map(Version::place)).contains(march.place());
        assertThat(earlier.before(march.place()).map(Version::place)).contains(january.place());
        assertThat(earlier.after(january.place()).map(Version::place)).contains(march.place());
        assertThat(earlier.after(march.place()).map(Version::place)).contains(may.place());
    }
}
