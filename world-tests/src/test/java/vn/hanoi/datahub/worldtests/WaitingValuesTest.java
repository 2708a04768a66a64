package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.Backpressure;
import vn.hanoi.datahub.streams.processor.EvaluationLag;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.topology.HubTopology;

/**
 * More cells change than there is time to evaluate: events are counted all the same, the values come later, and
 * meanwhile it is known that they are to come.
 */
class WaitingValuesTest {

    private static final int EVENTS = 60;

    @TempDir
    private Path folder;

    /** How long everything takes: six seconds for each look at the time, until there is time enough. */
    private final AtomicLong took = new AtomicLong(6_000);

    private final AtomicLong time = new AtomicLong();

    @Test
    void cellsWaitWhenThereIsNoTime_andAreAllEvaluatedInTheEnd() throws Exception {
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        EvaluationLag waiting = new EvaluationLag();
        HubSetup setup = new HubSetup("waiting", folder, catalogue, World.NOW)
                .over(registry -> new HubTopology(
                                catalogue,
                                new ActiveDefinitions(catalogue.definitions()),
                                registry,
                                new EventReader(catalogue, registry),
                                new Partitions(1, 1),
                                new Pacing(() -> time.addAndGet(took.get()), waiting, new Backpressure()))
                        .build(StateStores.inMemory()));
        List<ObjectNode> events = World.events(1, EVENTS);
        try (HubRun run = setup.open()) {
            run.passes(Duration.ofSeconds(1));

            events.forEach(run::append);

            assertThat(waiting.earliest()).isPresent();
            took.set(0);
            time.addAndGet(Duration.ofMinutes(1).toMillis());
            run.passes(Duration.ofSeconds(1));
            run.passes(Duration.ofSeconds(1)); // it is told when it is committed
            assertThat(waiting.earliest()).isEmpty();
            assertThat(run.values().hash())
                    .isEqualTo(HubRun.of("at-once", folder, catalogue, events, World.NOW, World.NOW.plusSeconds(2))
                            .hash());
        }
    }
}
