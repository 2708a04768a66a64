package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;
import vn.hanoi.datahub.worldtests.HubValues;
import vn.hanoi.datahub.worldtests.SqlOracle;
import vn.hanoi.datahub.worldtests.World;

/**
 * The whole hub, killed with {@code kill -9} right after the last receipt, and {@code -Dhub.kills} times while agencies
 * push: what was accepted is in the values, once.
 */
class KilledHubIT {

    private static final long SEED = 20250701;
    private static final int KILLS = Integer.getInteger("hub.kills", 0);
    private static final int BATCH = 25;

    @TempDir
    private Path data;

    @Test
    void losesNothingAndCountsNothingTwice() throws Exception {
        HubSettings settings = RunningHub.settings(data, "");
        SqlOracle oracle = SqlOracle.ofTheShippedRegisters(Instant.now());
        List<Map.Entry<String, List<ObjectNode>>> batches = batches(World.events(SEED, 1_000));
        Random random = new Random(SEED);
        List<Integer> killAfter =
                random.ints(KILLS, 0, batches.size()).sorted().boxed().toList();
        try (HubProcess hub = new HubProcess(settings)) {
            hub.start("");

            for (int i = 0; i < batches.size(); i++) {
                String agency = batches.get(i).getKey();
                new BatchClient(
                                settings.ingestUrl(),
                                settings.queryUrl(),
                                Keys.read(data).of(agency))
                        .send(batches.get(i).getValue());
                oracle.load(batches.get(i).getValue());
                if (killAfter.contains(i)) {
                    hub.kill();
                    hub.start("");
                }
            }
            hub.kill(); // right after the last receipt
            hub.start("");

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
    }

    /** Batches of one agency each, in the order of the world: what a subject's agency sends stays in order. */
    static List<Map.Entry<String, List<ObjectNode>>> batches(List<ObjectNode> events) {
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
}
