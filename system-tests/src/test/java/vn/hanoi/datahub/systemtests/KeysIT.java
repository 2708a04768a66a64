package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/**
 * Keys are made, rotated, revoked; events are held back and released; and every change of rights can be found again.
 */
class KeysIT {

    private final RunningHub hub = RunningHub.get();
    private final String keys = hub.settings.ingestUrl() + "/v1/keys";

    private Answer as(String key, String method, String url, String body) {
        return hub.ask(method, url, Map.of("X-API-Key", key, "Content-Type", "application/json"), body);
    }

    private JsonNode made(String body) {
        Answer made = as(hub.operatorKey(), "POST", keys, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body();
    }

    private int publish(String key, String id) {
        return hub.post(
                        "/v1/events",
                        Map.of("X-API-Key", key, "Content-Type", "application/cloudevents+json"),
                        FrontDoorIT.dossier(id, id, "2025-08-10T10:00:00+07:00", "00004", "COUNTER")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .status();
    }

    @Test
    void aNewKeyOpensAtOnce_isShownOnce_andARevokedOneNoMore() {
        JsonNode made = made("{\"agency\":\"H26.HCC\",\"label\":\"one-stop software\"}");
        String key = made.path("key").asString();
        String id = made.path("id").asString();

        assertThat(publish(key, "key-1")).isEqualTo(202);
        Answer listed = as(key, "GET", keys, "");
        assertThat(listed.text()).contains(id, "one-stop software").doesNotContain(key);
        assertThat(StreamSupport.stream(listed.body().path("keys").spliterator(), false)
                        .map(row -> row.path("agency").asString("")))
                .containsOnly("H26.HCC");

        assertThat(as(key, "DELETE", keys + "/" + id, "").status()).isEqualTo(200);
        assertThat(publish(key, "key-2")).isEqualTo(401);
    }

    @Test
    void theOldKeyGoesOnForTheOverlap() {
        JsonNode old = made("{\"agency\":\"H26.HCC\"}");
        String oldKey = old.path("key").asString();

        Answer rotated =
                as(oldKey, "POST", keys + "/" + old.path("id").asString() + "/rotation", "{\"overlap\":\"PT1H\"}");
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);

        assertThat(publish(oldKey, "rot-1")).isEqualTo(202);
        assertThat(publish(rotated.body().path("key").asString(), "rot-2")).isEqualTo(202);
        assertThat(as(oldKey, "POST", keys + "/" + old.path("id").asString() + "/rotation", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aKeyWithoutOverlapEndsAtOnce() {
        JsonNode old = made("{\"agency\":\"H26.HCC\"}");
        String oldKey = old.path("key").asString();

        as(oldKey, "POST", keys + "/" + old.path("id").asString() + "/rotation", "{\"overlap\":\"PT0S\"}");

        assertThat(publish(oldKey, "end-1")).isEqualTo(401);
    }

    @Test
    void aKeyExpires() {
        String key = made("{\"agency\":\"H26.HCC\",\"expiresAt\":\""
                        + Instant.now().plusSeconds(3) + "\"}")
                .path("key")
                .asString();
        assertThat(publish(key, "exp-1")).isEqualTo(202);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(publish(key, "exp-2")).isEqualTo(401));
    }

    @Test
    void aRevocationHoldsInEveryService_andAfterARestart() {
        JsonNode made = made("{\"agency\":\"H26.HCC\"}");
        String key = made.path("key").asString();
        String letters = hub.settings.queryUrl() + "/v1/dead-letters";
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(as(key, "GET", letters, "").status()).isEqualTo(200));

        as(hub.operatorKey(), "DELETE", keys + "/" + made.path("id").asString(), "");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(as(key, "GET", letters, "").status()).isEqualTo(401));
        try (SecondDoor second = SecondDoor.open(hub, Map.of())) {
            assertThat(as(key, "GET", second.url + "/v1/keys", "").status()).isEqualTo(401);
        }
    }

    /** One that makes no key, and two bodies that are none; the others are KeysControllerTest's. */
    @Test
    void refusesWhatMakesNoKey() {
        for (String wrong : List.of("{}", "[", "null")) {
            Answer answer = as(hub.operatorKey(), "POST", keys, wrong);
            assertThat(answer.status()).as(wrong + " " + answer.text()).isEqualTo(400);
            assertThat(answer.type()).startsWith("application/problem+json");
        }
    }

    @Test
    void holdsASensorsEventsBack_andReleasesThem() {
        String url = hub.settings.ingestUrl() + "/v1/quarantines";
        Answer held = as(
                hub.operatorKey(),
                "POST",
                url,
                "{\"agency\":\"H26.HCC\",\"type\":\"procedure-dossier\",\"subject\":\"held\",\"from\":\"2025-08-10T00:00:00+07:00\",\"to\":\"2025-08-11T00:00:00+07:00\",\"why\":\"bộ đếm hỏng\"}");
        assertThat(held.status()).as(held.text()).isEqualTo(201);

        Answer refused = hub.post("H26.HCC", "application/cloudevents+json", dossier("h1", "held/a", "2025-08-10"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("reason").asString()).isEqualTo("quarantined");
        assertThat(refused.body().path("detail").asString()).contains("bộ đếm hỏng");
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", dossier("h2", "held", "2025-08-11"))
                        .status())
                .isEqualTo(202);
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", dossier("h3", "heldback", "2025-08-10"))
                        .status())
                .isEqualTo(202);
        assertThat(as(hub.key("H26.HCC"), "GET", url, "").text()).contains("bộ đếm hỏng");
        assertThat(as(hub.key("H26.VP"), "GET", url, "").text()).doesNotContain("bộ đếm hỏng");

        assertThat(as(
                                hub.operatorKey(),
                                "DELETE",
                                url + "/" + held.body().path("id").asString(),
                                "")
                        .status())
                .isEqualTo(200);
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", dossier("h1", "held/a", "2025-08-10"))
                        .status())
                .isEqualTo(202);
    }

    private static String dossier(String id, String subject, String day) {
        return FrontDoorIT.dossier(id, subject, day + "T10:00:00+07:00", "00004", "COUNTER");
    }

    @Test
    void everyChangeOfRightsAndEveryRefusedAccessIsInTheAudit() {
        String id =
                made("{\"role\":\"reader\",\"label\":\"audited\"}").path("id").asString();
        as(hub.operatorKey(), "DELETE", keys + "/" + id, "");
        as("no such key", "GET", keys + "?audited", "");
        as(hub.readerKey(), "GET", keys + "/audited", "");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<AuditEvent> audit = audit(hub);
            assertThat(audit)
                    .anySatisfy(event -> {
                        assertThat(event.getAction()).isEqualTo("key-created");
                        assertThat(event.getTarget()).isEqualTo(id);
                        assertThat(event.getActor()).startsWith("key:");
                    })
                    .anySatisfy(event ->
                            assertThat(event.getAction() + event.getTarget()).isEqualTo("key-revoked" + id))
                    .anySatisfy(event -> {
                        assertThat(event.getAction()).isEqualTo("access-refused");
                        assertThat(event.getActor()).isEqualTo("-");
                        assertThat(event.getDetail()).isEqualTo("the key is not known");
                        assertThat(event.getRemote()).isEqualTo("127.0.0.1");
                    })
                    .anySatisfy(event -> {
                        assertThat(event.getTarget()).isEqualTo("GET /v1/keys/audited");
                        assertThat(event.getDetail()).contains("role reader");
                    });
        });
    }

    /** All that was audited. */
    static List<AuditEvent> audit(RunningHub hub) {
        Properties config = new Properties();
        config.put("bootstrap.servers", hub.settings.kafka());
        List<AuditEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, AuditEvent> reader = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                Registry.at(hub.settings.registryUrl()).<AuditEvent>deserializer(Topics.AUDIT.value()))) {
            List<TopicPartition> partitions = reader.partitionsFor(Topics.AUDIT.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = reader.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> reader.position(to.getKey()) < to.getValue())) {
                reader.poll(Duration.ofMillis(200)).forEach(record -> events.add(record.value()));
            }
        }
        return events;
    }
}
