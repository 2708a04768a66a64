package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sensors that publish to a real Mosquitto; it and the front door go away in turn. */
class MosquittoIT {

    private static final int LINKS = 4_000;

    @TempDir
    private Path folder;

    private final RunningHub hub = RunningHub.get();
    private Mosquitto mosquitto;
    private int port;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "no Mosquitto on this machine: install the package mosquitto");
        mosquitto = new Mosquitto(folder);
        port = mosquitto.port;
        mosquitto.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    private IngestProcess door() {
        return new IngestProcess(hub, folder, Map.of("HUB_MQTT_URL", "mqtt://127.0.0.1:" + port));
    }

    private Mqtt5BlockingClient sensor() {
        Mqtt5BlockingClient sensor = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        sensor.connect();
        return sensor;
    }

    private static void publish(Mqtt5BlockingClient sensor, String topic, String payload) {
        sensor.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static String traffic(int link, String area) {
        return "{\"link\":\"M" + link + "\",\"area\":\"" + area
                + "\",\"speedKmh\":20,\"freeFlowKmh\":50,\"vehicles\":3,\"averagingMinutes\":5,\"time\":\"2025-10-01T08:05:00+07:00\"}";
    }

    private long counted(String area) {
        return hub.row("traffic.speed_ratio", area, "2025-10-01T08", "hour")
                .path("events")
                .asLong(0);
    }

    @Test
    void takesDataAndCloudEvents_andTellsWhatItRefuses() throws Exception {
        try (IngestProcess door = door()) {
            door.start();
            Mqtt5BlockingClient sensor = sensor();
            publish(sensor, "hub/v1/H26.XD/traffic-observation/Mx/1", traffic(1, "00328"));
            publish(sensor, "hub/v1/H26.XD/traffic-observation", traffic(2, "00328"));
            publish(
                    sensor,
                    "hub/v1/H26.HCC/procedure-dossier",
                    FrontDoorIT.dossier("mq1", "mq-1", "2025-10-02T10:00:00+07:00", "00328", "COUNTER"));
            publish(sensor, "hub/v1/H26.XD/traffic-observation/y", traffic(3, "99999"));
            publish(sensor, "hub/v1/H26.NOBODY/traffic-observation/y", traffic(3, "00328"));
            publish(sensor, "hub/v1/H26.XD", "{}");
            publish(sensor, "hub/v1/H26.XD/traffic-observation/z", "no json");
            sensor.disconnect();

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(counted("00328")).isEqualTo(2);
                assertThat(outcome("H26.XD", "traffic-observation", "Mx/1")).isEqualTo("applied");
                assertThat(outcome("H26.XD", "traffic-observation", "M2")).isEqualTo("applied");
                assertThat(outcome("H26.HCC", "procedure-dossier", "mq-1")).isEqualTo("applied");
                List<String> reasons = new ArrayList<>();
                for (JsonNode letter : hub.ask(
                                "GET",
                                hub.settings.queryUrl() + "/v1/dead-letters",
                                Map.of("X-API-Key", hub.operatorKey()),
                                "")
                        .body()
                        .path("deadLetters")) {
                    if (letter.path("agency").asString("").equals("-")
                            || "y".equals(letter.path("subject").asString(""))) {
                        reasons.add(letter.path("reason").asString());
                    }
                }
                assertThat(reasons).contains("unknown-area", "not-your-type", "malformed");
            });
        }
    }

    private String outcome(String agency, String type, String subject) {
        return hub.ask(
                        "GET",
                        hub.settings.queryUrl() + "/v1/events/" + type + "/" + subject,
                        Map.of("X-API-Key", hub.key(agency)),
                        "")
                .body()
                .path("outcomes")
                .path(0)
                .path("outcome")
                .asString("");
    }

    @Test
    void leavesMessagesWithTheBroker_untilKafkaHoldsThem() throws Exception {
        Map<String, String> mqtt = Map.of("HUB_MQTT_URL", "mqtt://127.0.0.1:" + port, "HUB_MQTT_CLIENT_ID", "one");
        Map<String, String> withoutKafka = new HashMap<>(mqtt);
        withoutKafka.put("HUB_KAFKA", "127.0.0.1:1");
        try (IngestProcess door = new IngestProcess(hub, folder, withoutKafka)) {
            door.launch();
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> metric(door, "connected") == 1);
            Mqtt5BlockingClient sensor = sensor();
            for (int link = 0; link < 100; link++) {
                publish(sensor, "hub/v1/H26.XD/traffic-observation", traffic(link, "00337"));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> metric(door, "waiting") == 100);
            door.kill();
        }
        try (IngestProcess door = new IngestProcess(hub, folder, mqtt)) {
            door.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(counted("00337")).isEqualTo(100));
        }
    }

    private double metric(IngestProcess door, String name) {
        return hub.get(door.url + "/actuator/prometheus", "text/plain")
                .text()
                .lines()
                .filter(line -> line.startsWith("hub_ingest_mqtt_" + name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    @Test
    @Timeout(300)
    void everyMessageCountsOnce_thoughBrokerAndFrontDoorGoAwayInTurn() throws Exception {
        try (IngestProcess door = door()) {
            door.start();
            CompletableFuture<Void> sensors = CompletableFuture.runAsync(this::publishAll);

            awaitCounted(LINKS / 8);
            door.kill();
            door.start();
            awaitCounted(LINKS / 4);
            mosquitto.stop();
            mosquitto.start();
            awaitCounted(LINKS / 2);
            door.kill();
            mosquitto.stop();
            mosquitto.start();
            door.start();

            sensors.join();
            awaitCounted(LINKS);
            assertThat(counted("00331")).isEqualTo(LINKS);
        }
    }

    private void awaitCounted(int links) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(counted("00331")).isGreaterThanOrEqualTo(links));
    }

    /** As a sensor does: what was not acknowledged is sent again, until it is. */
    private void publishAll() {
        Mqtt5BlockingClient sensor = sensor();
        for (int link = 0; link < LINKS; link++) {
            while (!isPublished(sensor, link)) {
                sensor = again(sensor);
            }
        }
        sensor.disconnect();
    }

    private static boolean isPublished(Mqtt5BlockingClient sensor, int link) {
        try {
            publish(sensor, "hub/v1/H26.XD/traffic-observation/M" + link, traffic(link, "00331"));
            return true;
        } catch (RuntimeException gone) {
            return false;
        }
    }

    private Mqtt5BlockingClient again(Mqtt5BlockingClient gone) {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(this::sensor, each -> true);
    }
}
