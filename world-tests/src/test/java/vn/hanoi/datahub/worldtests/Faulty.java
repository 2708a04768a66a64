package vn.hanoi.datahub.worldtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
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
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.processor.SubjectStores;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;
import vn.hanoi.datahub.streams.topology.HubTopology;

/**
 * Tests with a fault in each, which JUnit runs inside {@link InvariantsTest} and never by itself: a class within a
 * class is nothing it looks for.
 */
final class Faulty {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final int EVENTS = 60;

    private Faulty() {}

    /** A hub over events of every kind, without a look at what it says. */
    private static void run(HubSetup setup) {
        try (HubRun run = setup.open()) {
            World.events(1, EVENTS).forEach(run::append);
            run.passes(Duration.ofSeconds(1));
        }
    }

    static HubSetup hub(String name, Path folder) {
        return new HubSetup(name, folder, CATALOGUE, World.NOW);
    }

    /** A hub one of whose stores is another than usual. */
    private static HubSetup with(Function<String, KeyValueStore<Bytes, byte[]>> another, String store, HubSetup hub) {
        StateStores stores = new StateStores(
                name -> name.equals(store) ? new Supplier(name, another) : Stores.inMemoryKeyValueStore(name), false);
        return hub.over(registry -> new HubTopology(CATALOGUE, registry, new Partitions(1, 1)).build(stores));
    }

    private record Supplier(String name, Function<String, KeyValueStore<Bytes, byte[]>> stores)
            implements KeyValueBytesStoreSupplier {
        @Override
        public String metricsScope() {
            return "faulty";
        }

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return stores.apply(name);
        }
    }

    /** Loses what is written to it, once in so many times. */
    private static Function<String, KeyValueStore<Bytes, byte[]>> losing(int onceIn) {
        return name -> new InMemoryKeyValueStore(name) {
            private int writes;

            @Override
            public void put(Bytes key, byte[] value) {
                if (++writes % onceIn != 0) {
                    super.put(key, value);
                }
            }
        };
    }

    private static KeyValueStore<Bytes, byte[]> neverClosing(String name) {
        return new InMemoryKeyValueStore(name) {
            @Override
            public void close() {
                // it stays open
            }
        };
    }

    private static Topology copying() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    static final class InOrder {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("in-order", folder));
        }
    }

    static final class LosesCells {
        @Test
        void passes(@TempDir Path folder) {
            run(with(losing(7), TallyProcessor.CELLS, hub("loses-cells", folder)));
        }
    }

    static final class ForgetsHistories {
        @Test
        void passes(@TempDir Path folder) {
            run(with(losing(5), SubjectStores.HISTORIES, hub("forgets-histories", folder)));
        }
    }

    static final class LeavesTheHubOpen {
        @Test
        void passes(@TempDir Path folder) {
            hub("left-open", folder).open();
        }
    }

    static final class LeavesAStoreOpen {
        @Test
        void passes(@TempDir Path folder) {
            run(with(Faulty::neverClosing, SubjectStores.IDS, hub("open-store", folder)));
        }
    }

    static final class LeavesADriverOpen {
        @Test
        void passes(@TempDir Path folder) {
            DrivenTopology.open("a-driver", folder, copying(), World.NOW);
        }
    }

    static final class ReadsNothing {
        @Test
        void passes(@TempDir Path folder) {
            try (DrivenTopology copying = DrivenTopology.open("copies", folder, copying(), World.NOW)) {
                copying.input("in").pipeInput(new byte[] {1}, new byte[] {2, 3});
            }
        }
    }

    static final class ReusesIds {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("reuses-ids", folder).notHeldToTheOracle());
        }
    }

    static final class SilentDefinitions {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("silent", folder)
                    .over(registry ->
                            new HubTopology(CATALOGUE, registry, new Partitions(2, 1)).build(StateStores.inMemory()))
                    .notHeldToTheOracle());
        }
    }

    static final class NothingIsPending {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("not-pending", folder).withDefinitionsPending());
        }
    }

    static final class FailsByItself {
        @Test
        void fails(@TempDir Path folder) {
            hub("failed", folder).open().append(World.events(1, 1).get(0));
            throw new IllegalStateException("its own fault");
        }
    }

    static final class RevisesTwice {
        @Test
        void passes(@TempDir Path folder) {
            run(hub("revises-twice", folder).over(Faulty::revisingTwice));
        }
    }

    private static Topology revisingTwice(Registry registry) {
        return new HubTopology(CATALOGUE, registry, new Partitions(1, 1))
                .build(StateStores.inMemory())
                .addSink(
                        "revisions-once-more",
                        Topics.INDICATOR_REVISION.name(),
                        registry.framing(Topics.INDICATOR_REVISION.key(), true),
                        registry.framing(Topics.INDICATOR_REVISION.value(), false),
                        "tally.revisions");
    }
}
