package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;
import vn.hanoi.datahub.streams.topology.HubTopology;

/** What is asked after every test is worth something only if it notices: small tests with a fault in each, run by JUnit inside these. */
class InvariantsTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final int EVENTS = 60;

    /** What JUnit says of the tests of a class, which know nothing of what is asked of them: the extension is found as in any other test. */
    private static String failureOf(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsFoundCount()).isEqualTo(1);
        return summary.getFailures().stream()
                .map(failure -> failure.getException().getMessage())
                .collect(Collectors.joining("\n"));
    }

    /** A hub over events of every kind, without a look at what it says. */
    private static void run(HubSetup setup) {
        try (HubRun run = setup.open()) {
            World.events(1, EVENTS).forEach(run::append);
            run.passes(Duration.ofSeconds(1));
        }
    }

    private static HubSetup hub(String name, Path folder) {
        return new HubSetup(name, folder, CATALOGUE, World.NOW);
    }

    /** A hub with a store that loses what is written to it, once in so many times. */
    private static HubSetup losing(String store, int onceIn, String name, Path folder) {
        StateStores stores = new StateStores(
                storeName -> storeName.equals(store)
                        ? new Losing(Stores.inMemoryKeyValueStore(storeName), onceIn)
                        : Stores.inMemoryKeyValueStore(storeName),
                false);
        return hub(name, folder)
                .over(registry -> new HubTopology(CATALOGUE, registry, new Partitions(1, 1), stores).build());
    }

    private record Losing(KeyValueBytesStoreSupplier supplier, int onceIn) implements KeyValueBytesStoreSupplier {
        @Override
        public String name() {
            return supplier.name();
        }

        @Override
        public String metricsScope() {
            return supplier.metricsScope();
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new InMemoryKeyValueStore(name()) {
                private int writes;

                @Override
                public void put(Bytes key, byte[] value) {
                    if (++writes % onceIn != 0) {
                        super.put(key, value);
                    }
                }
            };
        }
    }

    static final class InOrder {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("in-order", folder));
        }
    }

    @Test
    void saysNothingOfATestThatLeavesAllInOrder() {
        assertThat(failureOf(InOrder.class)).isEmpty();
    }

    static final class LosesCells {
        @Test
        void passes(@TempDir Path folder) {
            run(losing(TallyProcessor.CELLS, 7, "loses-cells", folder));
        }
    }

    @Test
    void noticesThatAccountsDoNotAddUp() {
        assertThat(failureOf(LosesCells.class))
                .startsWith("passes(Path) did not leave in order:")
                .containsPattern("loses-cells: H26\\.[A-Z]+/[a-z-]+: \\d+ accepted, but \\d+ applied \\+ ");
    }

    static final class ForgetsHistories {
        @Test
        void passes(@TempDir Path folder) {
            run(losing(SubjectStores.HISTORIES, 5, "forgets-histories", folder));
        }
    }

    /** A duplicate that is taken for a new event has an outcome like any other. */
    @Test
    void noticesWrongValues_whereAccountsAddUp() {
        assertThat(failureOf(ForgetsHistories.class))
                .containsPattern("forgets-histories: \\d+ values are not the oracle's: ")
                .contains("the oracle says {applied=")
                .doesNotContain("accepted, but");
    }

    static final class LeavesTheHubOpen {
        @Test
        void passes(@TempDir Path folder) {
            hub("left-open", folder).open();
        }
    }

    static final class LeavesADriverOpen {
        @Test
        void passes(@TempDir Path folder) {
            DrivenTopology.open("a-driver", folder, copying(), World.NOW);
        }
    }

    @Test
    void noticesWhatIsLeftOpen() {
        assertThat(failureOf(LeavesTheHubOpen.class)).contains("left-open: the hub was left open");
        assertThat(failureOf(LeavesADriverOpen.class)).contains("a-driver: the driver was left open");
    }

    private static Topology copying() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    static final class ReadsNothing {
        @Test
        void passes(@TempDir Path folder) {
            try (DrivenTopology copying = DrivenTopology.open("copies", folder, copying(), World.NOW)) {
                copying.input("in").pipeInput(new byte[] {1}, new byte[] {2, 3});
            }
        }
    }

    @Test
    void noticesUnreadOutput() {
        assertThat(failureOf(ReadsNothing.class))
                .contains("copies: 1 of the records of out were never read: 1 bytes 2 bytes");
    }

    static final class ReusesIds {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("reuses-ids", folder).notHeldToTheOracle());
        }
    }

    @Test
    void noticesADeadLetterThatNobodyExpected() {
        assertThat(failureOf(ReusesIds.class))
                .contains("reuses-ids: a dead letter nobody expected: ")
                .contains("id-reused");
    }

    static final class SilentDefinitions {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("silent", folder)
                    .over(registry ->
                            new HubTopology(CATALOGUE, registry, new Partitions(2, 1), StateStores.inMemory()).build())
                    .notHeldToTheOracle());
        }
    }

    static final class NothingIsPending {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("not-pending", folder).withDefinitionsPending());
        }
    }

    @Test
    void noticesSilentDefinitions_andAnIdleDeclarationOfThem() {
        assertThat(failureOf(SilentDefinitions.class)).contains("silent: definitions that are not in force in the end");
        assertThat(failureOf(NothingIsPending.class))
                .contains("not-pending: definitions were declared pending, and all are in force");
    }

    static final class FailsByItself {
        @Test
        void fails(@TempDir Path folder) {
            hub("failed", folder).open().append(World.events(1, 1).get(0));
            throw new IllegalStateException("its own fault");
        }
    }

    @Test
    void aTestThatFailsIsToldItsOwnFaultOnly() {
        assertThat(failureOf(FailsByItself.class)).isEqualTo("its own fault");
    }

    @Test
    void nothingIsOpenedWhereNobodyWouldLookAfterIt(@TempDir Path folder) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(
                                () -> hub("nobody", folder).open(), task -> new Thread(task).start())
                        .join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody would look after what is opened here");
    }
}
