package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
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
import vn.hanoi.datahub.streams.topology.HubTopology;

/**
 * Random city worlds through the front door and the whole topology, against an oracle that was written from the
 * contract alone.
 */
class WorldsTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    private static final int SIZE = 600;

    @TempDir
    private Path state;

    private HubValues ran(long seed) {
        return RanWorlds.of(seed, state, CATALOGUE);
    }

    /** That values and outcomes are the oracle's is asked of every run. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aWorldIsAsTheOracleSays(long seed) {
        assertThat(ran(seed).size()).isGreaterThan(5_000);
    }

    /** All of it accepted at once, so that most of it lets live events pass. */
    @Test
    void aWorldThroughTheBacklogIsAsTheOracleSays() {
        HubSetup setup = new HubSetup("backlog", state, CATALOGUE, World.NOW)
                .over(registry -> new HubTopology(
                                CATALOGUE,
                                new ActiveDefinitions(CATALOGUE.definitions()),
                                registry,
                                new EventReader(CATALOGUE, registry),
                                new Partitions(1, 1),
                                new Pacing(MonotonicClock.STOPPED, new EvaluationLag(), new Backpressure()))
                        .build(StateStores.inMemory()));
        try (HubRun run = setup.open()) {
            World.events(4, SIZE).forEach(run::append);
            int atOnce = run.values().size();
            for (int look = 0; look < 3; look++) {
                run.passes(Duration.ofSeconds(1)); // several looks without an event end a backlog
            }

            assertThat(run.values().size()).isGreaterThan(5_000).isGreaterThan(atOnce);
        }
    }

    @Test
    void worldsTogetherHaveAValueOfEveryIndicator() {
        TreeSet<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            seen.addAll(ran(seed).indicators());
        }

        assertThat(seen)
                .containsAll(CATALOGUE.indicators().stream()
                        .map(IndicatorDefinition::id)
                        .filter(id -> !id.startsWith("hub."))
                        .toList());
    }

    /**
     * The oracle is only worth something if it notices: a snapshot that adds up instead of taking the latest report.
     */
    @Test
    void aWrongFoldIsNoticed(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("indicators"));
        try (InputStream shipped = Objects.requireNonNull(
                Catalogue.class.getResourceAsStream("/catalogue/indicators/digital-economy.yaml"))) {
            String yaml = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve("indicators/digital-economy.yaml"),
                    yaml.replace("fold: snapshot", "fold: report-ratio"));
        }
        Catalogue wrong = CatalogueLoader.load(CatalogueFiles.in(folder));
        List<ObjectNode> events = World.events(1, SIZE).stream()
                .filter(event -> event.get("type").asString().equals("vn.hanoi.statistic")) // what that fold counts
                .toList();
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(World.NOW);
                HubRun run = new HubSetup("wrong", state, wrong, World.NOW)
                        .notHeldToTheOracle()
                        .open()) {
            oracle.load(events);
            events.forEach(run::append);
            run.passes(Duration.ofSeconds(1));

            assertThat(run.values().differences(oracle))
                    .isNotEmpty()
                    .allMatch(difference -> difference.startsWith("de."));
            assertThat(run.deadLetters())
                    .extracting(DeadLetter::getReason)
                    .isNotEmpty()
                    .containsOnly("id-reused");
        }
    }

    /**
     * Live, as it happens and with the clock going on; shuffled, with the clock jumping; and rebuilt from the log long
     * after. Ties of time and reused ids are left out: of those the log's own order decides.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 5)
    void liveShuffledAndRebuiltGiveTheSameHash(long seed) {
        List<ObjectNode> events = withoutTies(World.events(seed, SIZE));
        List<ObjectNode> inTime = new ArrayList<>(events);
        inTime.sort(Comparator.comparing(World::time));
        List<ObjectNode> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        HubValues rebuilt = run("rebuilt-" + seed, CATALOGUE, events, World.NOW);
        HubValues live = run("live-" + seed, CATALOGUE, inTime, World.time(inTime.get(0)));
        HubValues jumping = run("shuffled-" + seed, CATALOGUE, shuffled, World.time(inTime.get(inTime.size() / 2)));

        assertThat(rebuilt.size()).isGreaterThan(1_000);
        assertThat(live.hash()).isEqualTo(rebuilt.hash());
        assertThat(jumping.hash()).isEqualTo(rebuilt.hash());
    }

    private static List<ObjectNode> withoutTies(List<ObjectNode> events) {
        Set<String> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        return events.stream()
                .filter(event -> ids.add(event.get("type") + " " + event.get("id"))
                        && places.add(event.get("type") + " " + event.get("source") + " " + event.get("subject") + " "
                                + event.get("time")))
                .toList();
    }

    private HubValues run(String name, Catalogue catalogue, List<ObjectNode> events, Instant start) {
        return HubRun.of(name, state, catalogue, events, start, World.NOW);
    }
}
