package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.push.BatchClient;

/** The whole hub, killed with {@code kill -9} again and again while agencies push: what was accepted is in the values, once. */
class KilledHubTest {

    private static final long SEED = 20250701;
    private static final int KILLS = 3;
    private static final int BATCH = 25;

    @TempDir
    private Path data;

    private Process hub;

    @AfterEach
    void end() {
        if (hub != null) {
            hub.destroyForcibly();
        }
    }

    @Test
    void losesNothingAndCountsNothingTwice() throws Exception {
        HubSettings settings = RunningHub.settings(data, "");
        SqlOracle oracle = WorldsTest.oracle(Instant.now());
        List<Map.Entry<String, List<ObjectNode>>> batches = batches(World.events(SEED, 1_500));
        Random random = new Random(SEED);
        List<Integer> killAfter =
                random.ints(KILLS, 0, batches.size()).sorted().boxed().toList();
        start(settings);

        for (int i = 0; i < batches.size(); i++) {
            String agency = batches.get(i).getKey();
            new BatchClient(
                            settings.ingestUrl(),
                            settings.queryUrl(),
                            Keys.read(data).of(agency))
                    .send(batches.get(i).getValue());
            oracle.load(batches.get(i).getValue());
            if (killAfter.contains(i)) {
                hub.destroyForcibly().waitFor();
                start(settings);
            }
        }
        hub.destroyForcibly().waitFor(); // right after the last receipt
        start(settings);

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    HubValues values = ValueTopic.read(settings);
                    assertThat(values.differences(oracle)).isEmpty();
                    Map<String, Long> decided = new TreeMap<>(values.outcomes());
                    decided.keySet().retainAll(List.of("applied", "superseded"));
                    Map<String, Long> expected = new TreeMap<>(oracle.outcomes());
                    expected.keySet().retainAll(List.of("applied", "superseded"));
                    assertThat(decided).isEqualTo(expected);
                });
    }

    /** Batches of one agency each, in the order of the world: what a subject's agency sends stays in order. */
    private static List<Map.Entry<String, List<ObjectNode>>> batches(List<ObjectNode> events) {
        List<Map.Entry<String, List<ObjectNode>>> batches = new ArrayList<>();
        Map<String, List<ObjectNode>> open = new LinkedHashMap<>();
        for (ObjectNode event : events) {
            String agency =
                    Objects.requireNonNull(Event.agencyOf(event.get("source").asString()));
            List<ObjectNode> batch = open.computeIfAbsent(agency, code -> new ArrayList<>());
            batch.add(event);
            if (batch.size() == BATCH) {
                batches.add(Map.entry(agency, batch));
                open.remove(agency);
            }
        }
        open.forEach((agency, batch) -> batches.add(Map.entry(agency, batch)));
        return batches;
    }

    private void start(HubSettings settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "vn.hanoi.datahub.standalone.HubCommand",
                "up",
                "--data",
                data.toString());
        Map<String, String> environment = builder.environment();
        environment.put("HUB_QUERY_PORT", "" + settings.ports().query());
        environment.put("HUB_INGEST_PORT", "" + settings.ports().ingest());
        environment.put("HUB_PROCESSOR_PORT", "" + settings.ports().processor());
        environment.put("HUB_REGISTRY_PORT", "" + settings.ports().registry());
        environment.put("HUB_KAFKA_PORT", "" + settings.ports().kafka());
        File log = data.resolve("process.log").toFile();
        hub = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(hub.isAlive()).as("the hub ended, see its log").isTrue();
                    assertThat(isReady(settings.ports().ingest())).isTrue();
                    assertThat(isReady(settings.ports().query())).isTrue();
                });
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
