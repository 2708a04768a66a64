package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hanoi.datahub.worldtests.SqlOracle;
import vn.hanoi.datahub.worldtests.World;

/**
 * Everything that can be hurt is hurt, at random and under load: requests, files and MQTT messages. In the end every
 * accepted event is in the log, every value is the oracle's, the accounts add up to the unit, and a subscriber of
 * webhooks has every update once. {@code -Dfaults=50 -Dfaults.seeds=1,2,3} is the long run; {@code target/faults.md}
 * tells what happened.
 */
@Timeout(5_400) // a hundred faults; what stands still is noticed long before
class FaultsIT {

    private static final int FAULTS = Integer.getInteger("faults", 1);
    private static final int EVENTS = Integer.getInteger("faults.events", 400 + 12 * FAULTS);

    /** So many batches are taken after a fault before the next one: the hub has recovered. */
    private static final int BETWEEN = 3;

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return Arrays.stream(System.getProperty("faults.seeds", "1").split(",")).mapToLong(Long::parseLong);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLost_nothingCountsTwice_andTheAccountsAddUp(long seed) throws Exception {
        Random random = new Random(seed);
        Instant started = Instant.now();
        List<String> report = new ArrayList<>();
        boolean hasMqtt = Mosquitto.isInstalled();
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(Instant.now());
                Mosquitto mosquitto = new Mosquitto(folder)) {
            if (hasMqtt) {
                mosquitto.start();
            }
            hurt(seed, random, started, report, oracle, hasMqtt ? mosquitto.port : 0);
        } catch (Exception | AssertionError e) {
            tell(report, "seed %d: NOT PROVEN: %s".formatted(seed, e));
            throw e;
        } finally {
            Files.write(Path.of("target/faults.md"), report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void hurt(long seed, Random random, Instant started, List<String> report, SqlOracle oracle, int mqttPort)
            throws Exception {
        Map<String, String> settings = Map.of(
                "HUB_MQTT_URL",
                mqttPort == 0 ? "" : "mqtt://127.0.0.1:" + mqttPort,
                "HUB_MQTT_CLIENT_ID",
                "hub-of-seed-" + seed,
                "HUB_WEBHOOK_KEY",
                "a-key-of-this-test-that-is-long-enough",
                "HUB_WEBHOOK_LOCAL",
                "true");
        try (SplitHub hub = SplitHub.toHurt(folder, 2, settings);
                WebhookWatch webhook = new WebhookWatch(hub.settings);
                OtherWays ways = new OtherWays(hub.settings, mqttPort);
                SteadyLoad load = SteadyLoad.start(hub.settings, World.events(seed, EVENTS), seed, ways)) {
            List<Fault> possible =
                    wanted().filter(fault -> fault.isPossible(hub)).toList();
            tell(report, "seed %d: %d faults of %s".formatted(seed, FAULTS, possible));
            for (int i = 1; i <= FAULTS; i++) {
                Fault fault = possible.get(random.nextInt(possible.size()));
                System.out.println(fault + " …");
                Instant from = Instant.now();
                fault.happen(hub, random);
                Instant put = Instant.now();
                load.goOn(BETWEEN);
                tell(
                        report,
                        "%3d of %d  %-20s lasted %5.1f s, taken again after %5.1f s"
                                .formatted(i, FAULTS, fault, seconds(from, put), seconds(put, Instant.now())));
            }
            load.finish();
            await("all messages are in the log")
                    .atMost(Proof.WITHIN)
                    .until(() -> EventTopics.read(hub.settings).size() >= load.answeredFor());
            EventTopics log = Proof.of(hub.settings, load, oracle);
            int told = webhook.prove(Proof.WITHIN);
            tell(
                    report,
                    "seed %d: %d events accepted, %s sent by other ways, %d records in the log; 0 lost, 0 doubled, the accounts add up; %d webhook events, each once; %.0f s"
                            .formatted(
                                    seed,
                                    load.events().size(),
                                    load.sentBy(),
                                    log.size(),
                                    told,
                                    seconds(started, Instant.now())));
        }
    }

    /** {@code -Dfaults.of} names some; all without it. */
    private static Stream<Fault> wanted() {
        String some = System.getProperty("faults.of", "");
        return some.isEmpty()
                ? Stream.of(Fault.values())
                : Stream.of(some.split(",")).map(Fault::valueOf);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static void tell(List<String> report, String line) {
        System.out.println(line);
        report.add(line);
    }
}
