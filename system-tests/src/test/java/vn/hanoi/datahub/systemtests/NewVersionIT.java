package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.standalone.Hub;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;
import vn.hanoi.datahub.worldtests.ChangedCatalogue;
import vn.hanoi.datahub.worldtests.SqlOracle;
import vn.hanoi.datahub.worldtests.World;

/**
 * A new version of a definition counts what was there before it, beside the version in force, and takes its place when
 * it has counted all.
 */
class NewVersionIT {

    private static final long SEED = 20260311;
    private static final int EVENTS = 250;
    private static final String MINE = NewIndicatorIT.DEFINITION.replace("dg.results_electronic_test", "dg.mine");

    @TempDir
    private Path folder;

    /**
     * Every definition at once, with the same method, so that the oracle knows what must come out; killed while it
     * counts.
     */
    @Test
    void countsTheWholePastOnceWhileEventsGoOnAndTheHubIsKilled() throws Exception {
        HubSettings settings = RunningHub.settings(folder.resolve("data"), "");
        Files.createDirectories(settings.data());
        String second = ChangedCatalogue.in(
                folder, "second", yaml -> ChangedCatalogue.VERSION.matcher(yaml).replaceAll("version: 1$1"));
        List<Map.Entry<String, List<ObjectNode>>> batches = KilledHubIT.batches(World.events(SEED, EVENTS));
        int half = batches.size() / 2;
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(Instant.now());
                HubProcess hub = new HubProcess(settings)) {
            hub.start("");
            push(settings, oracle, batches.subList(0, half));
            hub.kill();

            hub.start(second);
            push(settings, oracle, batches.subList(half, half + half / 4));
            hub.kill();
            hub.start(second);
            push(settings, oracle, batches.subList(half + half / 4, batches.size()));

            await().atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(ValueTopic.read(settings, version -> version > 10)
                                    .differences(oracle))
                            .isEmpty());
        }
    }

    /** Another method: the new numbers speak, the old ones stay readable, the other definitions do not notice. */
    @Test
    void takesThePlaceOfTheFormerWhichStaysReadable() throws Exception {
        HubSettings settings = RunningHub.settings(folder.resolve("data"), write(MINE));
        try (Hub hub = Hub.start(settings, line -> {})) {
            RunningHub running = new RunningHub(hub);
            running.post(
                    "H26.HCC",
                    "application/cloudevents+json",
                    FrontDoorIT.dossier("n", "n", "2025-08-10T10:00:00+07:00", "00004", "COUNTER"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(august(running, "").path("value").asDouble())
                                    .isEqualTo(100.0));
        }
        write(MINE.replace("identifierLinked: true", "identifierLinked: false"));
        assertThatThrownBy(() -> Hub.start(settings, line -> {}))
                .hasMessageContaining("mine.yaml:1: dg.mine version 1: it counts differently")
                .hasMessageContaining("write version: 2");
        write(MINE.replace("identifierLinked: true", "identifierLinked: false").replace("version: 1", "version: 2"));
        try (Hub hub = Hub.start(settings, line -> {})) {
            RunningHub running = new RunningHub(hub);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode now = august(running, "");
                assertThat(now.path("definitionVersion").asInt()).isEqualTo(2);
                assertThat(now.path("value").asDouble()).isEqualTo(0.0);
                assertThat(now.path("revision").asInt()).isEqualTo(1);
            });
            JsonNode former = august(running, "&definitionVersion=1");
            assertThat(former.path("value").asDouble()).isEqualTo(100.0);
            assertThat(former.path("definitionVersion").asInt()).isEqualTo(1);
            JsonNode mine = running.get("/v1/indicators/dg.mine").body();
            assertThat(mine.path("versions").toString()).isEqualTo("[1,2]");
            assertThat(mine.path("underway").isNull()).isTrue();
            JsonNode other = running.row("dg.tthc_on_time", "01", "2025-08", "month");
            assertThat(other.path("events").asInt()).isEqualTo(1);
            assertThat(other.path("revision").asInt()).isEqualTo(1);
            assertThat(running.get("/v1/indicators/dg.mine/values?definitionVersion=3")
                            .status())
                    .isEqualTo(400);
        }
        write(MINE);
        assertThatThrownBy(() -> Hub.start(settings, line -> {}))
                .hasMessageContaining("mine.yaml:1: dg.mine version 1: version 2 came after this one")
                .hasMessageContaining("write version: 3");
        Files.delete(folder.resolve("mine/indicators/mine.yaml"));
        Hub.start(settings, line -> {}).close();
        write(MINE.replace("identifierLinked: true", "identifierLinked: false").replace("version: 1", "version: 2"));
        assertThatThrownBy(() -> Hub.start(settings, line -> {})).hasMessageContaining("removed before");
    }

    private static JsonNode august(RunningHub hub, String more) {
        return hub.get("/v1/indicators/dg.mine/values?period=month" + more)
                .body()
                .path("values")
                .path(0);
    }

    private String write(String definition) throws Exception {
        Path indicators = Files.createDirectories(folder.resolve("mine/indicators"));
        Files.writeString(indicators.resolve("mine.yaml"), definition);
        return folder.resolve("mine").toString();
    }

    private static void push(HubSettings settings, SqlOracle oracle, List<Map.Entry<String, List<ObjectNode>>> batches)
            throws Exception {
        for (Map.Entry<String, List<ObjectNode>> batch : batches) {
            new BatchClient(
                            settings.ingestUrl(),
                            settings.queryUrl(),
                            Keys.read(settings.data()).of(batch.getKey()))
                    .send(batch.getValue());
            oracle.load(batch.getValue());
        }
    }
}
