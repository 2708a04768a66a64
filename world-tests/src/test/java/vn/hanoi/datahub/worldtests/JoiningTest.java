package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.streams.processor.Counted;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.Stopwatch;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.WaitingSince;
import vn.hanoi.datahub.streams.topology.HubTopology;

/** New versions of all definitions while events come: each subject is counted once, whether its event comes before the cursor, after it, or when all is done. */
class JoiningTest {

    private static final long SEED = 7;
    private static final int EVENTS = 1_000;
    private static final Catalogue FORMER = CatalogueLoader.load(CatalogueFiles.shipped());

    @TempDir
    private Path folder;

    private Catalogue next() throws Exception {
        return CatalogueLoader.load(CatalogueFiles.in(Path.of(ChangedCatalogue.in(
                folder, "next", yaml -> ChangedCatalogue.VERSION.matcher(yaml).replaceAll("version: 1$1")))));
    }

    @Test
    void eachSubjectIsCountedOnce() throws Exception {
        List<ObjectNode> events = World.events(SEED, EVENTS);
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(World.NOW);
                Run run = new Run("joining", new Partitions(1, 1))) {
            oracle.load(events);

            // Types before this cursor count at once; those after it wait until it comes by, five hundred subjects at a
            // time.
            for (int i = 0; i < events.size(); i++) {
                run.log.append(events.get(i));
                if (i == events.size() / 2 || i == 3 * events.size() / 4) {
                    run.driver.advanceWallClockTime(Duration.ofMillis(60));
                }
            }
            for (int i = 0; i < 20; i++) {
                run.driver.advanceWallClockTime(Duration.ofSeconds(1));
            }

            List<String> differences = run.log.values().differences(oracle);
            assertThat(differences).isEmpty();
        }
    }

    /** A value made of what one partition of two has counted would be wrong, and published for ever. */
    @Test
    void nothingIsPublishedBeforeEveryPartitionOfTheLogHasCounted() throws Exception {
        try (Run run = new Run("one-of-two", new Partitions(2, 1))) {
            World.events(SEED, 30).forEach(run.log::append);
            for (int i = 0; i < 20; i++) {
                run.driver.advanceWallClockTime(Duration.ofSeconds(1));
            }

            assertThat(run.log.values().size()).isZero();
        }
    }

    /** A hub that has counted by the former definitions alone until now. */
    private final class Run implements AutoCloseable {
        private final TopologyTestDriver driver;
        private final HubRun.Log log;

        Run(String name, Partitions partitions) throws Exception {
            Catalogue next = next();
            Registry registry = HubRun.registry(name, next);
            Counted counted = new Counted(Stream.concat(FORMER.definitions().stream(), next.definitions().stream())
                    .toList());
            HubTopology topology = new HubTopology(
                    next,
                    counted,
                    registry,
                    new EventReader(next, registry),
                    partitions,
                    Stopwatch.STOPPED,
                    new WaitingSince(),
                    new StateStores(JoiningTest::store, false));
            driver = new TopologyTestDriver(topology.build(), HubRun.config(name, folder), World.NOW);
            log = new HubRun.Log(driver, registry, next, World.NOW);
        }

        @Override
        public void close() {
            driver.close();
        }
    }

    private static KeyValueBytesStoreSupplier store(String name) {
        KeyValueBytesStoreSupplier supplier = Stores.inMemoryKeyValueStore(name);
        return name.equals(SubjectStores.DEFINITIONS) ? new Left(supplier) : supplier;
    }

    /** The store as a former life of the task left it. */
    private record Left(KeyValueBytesStoreSupplier supplier) implements KeyValueBytesStoreSupplier {
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
                @Override
                public void init(StateStoreContext context, StateStore root) {
                    super.init(context, root);
                    FORMER.definitions().forEach(definition -> {
                        String version = definition.id() + "@" + definition.version();
                        put(bytes(version), new byte[0]);
                        if (!definition.inputs().isEmpty()) {
                            put(
                                    bytes(definition.id() + "@1" + definition.version()),
                                    "5 inspection".getBytes(StandardCharsets.UTF_8));
                        }
                    });
                }
            };
        }

        private static Bytes bytes(String text) {
            return Bytes.wrap(Objects.requireNonNull(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
