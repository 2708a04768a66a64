package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.Backpressure;
import vn.hanoi.datahub.streams.processor.EvaluationLag;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.MonotonicClock;
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.streams.topology.HubTopology;

/**
 * New versions of all definitions while events come: each subject is counted once, whether its event comes before the
 * cursor, after it, or when all is done.
 */
class BackfillTest {

    private static final long SEED = 7;
    private static final int EVENTS = 1_000;
    private static final Catalogue FORMER = CatalogueLoader.load(CatalogueFiles.shipped());

    /** Between the former version and the new one. */
    private static final String GONE = "dg.tthc_on_time@"
            + (FORMER.definitions().stream()
                            .filter(definition -> definition.id().equals("dg.tthc_on_time"))
                            .findFirst()
                            .orElseThrow()
                            .version()
                    + 1);

    @TempDir
    private Path folder;

    /** A hub that has counted by the former definitions alone until now. */
    private HubSetup setup(String name, Partitions partitions) throws Exception {
        Catalogue next = next();
        ActiveDefinitions active =
                new ActiveDefinitions(Stream.concat(FORMER.definitions().stream(), next.definitions().stream())
                        .toList());
        return new HubSetup(name, folder, next, World.NOW)
                .over(registry -> new HubTopology(
                                next,
                                active,
                                registry,
                                new EventReader(next, registry),
                                partitions,
                                new Pacing(MonotonicClock.STOPPED, new EvaluationLag(), new Backpressure()))
                        .build(new StateStores(BackfillTest::store, false)));
    }

    private Catalogue next() throws Exception {
        return CatalogueLoader.load(CatalogueFiles.in(Path.of(ChangedCatalogue.in(
                folder, "next", yaml -> ChangedCatalogue.VERSION.matcher(yaml).replaceAll("version: 1$1")))));
    }

    /** That its values are the oracle's is asked of every run. */
    @Test
    void eachSubjectIsCountedOnce() throws Exception {
        List<ObjectNode> events = World.events(SEED, EVENTS);
        try (HubRun run = setup("joining", new Partitions(1, 1)).open()) {
            // Types before this cursor count at once; those after it wait until it comes by, five hundred subjects at a
            // time.
            for (int i = 0; i < events.size(); i++) {
                run.append(events.get(i));
                if (i == events.size() / 2 || i == 3 * events.size() / 4) {
                    run.passes(Duration.ofMillis(60));
                }
            }
            for (int i = 0; i < 20; i++) {
                run.passes(Duration.ofSeconds(1));
            }

            assertThat(run.values().size()).isGreaterThan(1_000);
        }
    }

    /** A version that the catalogue no longer has, as one that never came into force, leaves no cells behind. */
    @Test
    void aVersionThatIsGoneIsSwept() throws Exception {
        try (HubRun run = setup("gone", new Partitions(1, 1)).open()) {
            assertThat(run.<String, String>store(TallyProcessor.DEFINITIONS).get(GONE))
                    .isEqualTo("evaluated");
            run.passes(Duration.ofSeconds(20));

            assertThat(run.<String, String>store(TallyProcessor.DEFINITIONS).get(GONE))
                    .isNull();
            assertThat(run.<String, String>store(TallyProcessor.DEFINITIONS).get(AccountLine.INDICATOR + "@1"))
                    .isEqualTo("evaluated");
        }
    }

    /** A value made of what one partition of two has counted would be wrong, and published for ever. */
    @Test
    void nothingIsPublishedBeforeEveryPartitionOfTheLogHasCounted() throws Exception {
        try (HubRun run = setup("one-of-two", new Partitions(2, 1))
                .withDefinitionsPending()
                .open()) {
            World.events(SEED, 30).forEach(run::append);
            for (int i = 0; i < 20; i++) {
                run.passes(Duration.ofSeconds(1));
            }

            assertThat(run.values().size()).isZero();
            assertThat(run.values().outcomes()).isNotEmpty();
            assertThat(run.deadLetters()).extracting(DeadLetter::getReason).containsOnly("id-reused");
        }
    }

    private static KeyValueBytesStoreSupplier store(String name) {
        KeyValueBytesStoreSupplier supplier = Stores.inMemoryKeyValueStore(name);
        return switch (name) {
            case SubjectStores.DEFINITIONS -> new Left(supplier, counted());
            case TallyProcessor.DEFINITIONS -> new Left(supplier, inForce());
            default -> supplier;
        };
    }

    /** The former definitions are counted; the new ones have come to somewhere among the subjects. */
    private static Map<String, String> counted() {
        Map<String, String> active = new TreeMap<>();
        FORMER.definitions().forEach(definition -> {
            active.put(definition.id() + "@" + definition.version(), "");
            if (!definition.counting().inputs().isEmpty()) {
                active.put(definition.id() + "@1" + definition.version(), "5 inspection");
            }
        });
        return active;
    }

    /**
     * The accounts go on. The hub's other indicators of itself stay silent: they would take most of the test's time.
     */
    private static Map<String, String> inForce() {
        return Map.of(AccountLine.INDICATOR + "@1", "evaluated", GONE, "evaluated");
    }

    /** The store as a former life of the task left it. */
    private record Left(KeyValueBytesStoreSupplier supplier, Map<String, String> entries)
            implements KeyValueBytesStoreSupplier {
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
                    entries.forEach((key, value) -> put(Bytes.wrap(bytes(key)), bytes(value)));
                }
            };
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
