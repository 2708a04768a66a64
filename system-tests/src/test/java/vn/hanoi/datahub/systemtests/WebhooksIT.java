package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Groups;

/**
 * Systems that are sent updates: one that takes them, one that is down for a while, one that is gone, and none waits
 * for another. Two query services share the work.
 */
class WebhooksIT {

    private static final String AREA = "00664";

    private final RunningHub hub = RunningHub.get();
    private final JsonMapper json = new JsonMapper();

    @TempDir
    private Path folder;

    private record Received(String id, String timestamp, String signature, String body) {}

    /** A subscriber's system. */
    private static final class Subscriber {
        private final List<Received> received = new CopyOnWriteArrayList<>();
        private volatile int status = 200;

        private Set<String> eventIds(JsonMapper json) {
            Set<String> ids = new HashSet<>();
            received.forEach(message -> json.readTree(message.body())
                    .path("data")
                    .path("events")
                    .forEach(event -> ids.add(event.path("id").asString())));
            return ids;
        }
    }

    private final Map<String, Subscriber> subscribers =
            Map.of("/good", new Subscriber(), "/late", new Subscriber(), "/never", new Subscriber());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            Subscriber subscriber = subscribers.get(exchange.getRequestURI().getPath());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (subscriber.status == 200) {
                subscriber.received.add(new Received(
                        exchange.getRequestHeaders().getFirst("webhook-id"),
                        exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                        exchange.getRequestHeaders().getFirst("webhook-signature"),
                        body));
            }
            exchange.sendResponseHeaders(subscriber.status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RunningHub.Answer ask(OwnQueryService service, String key, String method, String path, String body) {
        return hub.ask(
                method,
                service.url("/v1/webhooks" + path),
                Map.of("X-API-Key", key, "Content-Type", "application/json"),
                body);
    }

    private JsonNode subscribe(OwnQueryService service, String path) {
        String body = "{\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + path
                + "\",\"events\":[\"value\"],\"indicator\":\"dg.tthc_dossiers_online\",\"area\":\"" + AREA + "\"}";
        RunningHub.Answer answer = ask(service, hub.key("H26.HCC"), "POST", "", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body();
    }

    private void dossier(String id, String channel) {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorIT.dossier(id, id, "2025-08-10T10:00:00+07:00", AREA, channel))
                        .status())
                .isEqualTo(202);
    }

    /** Whether one of the two services that share the work says so of a webhook. */
    private boolean isSaid(OwnQueryService service, JsonNode webhook, String status) {
        return Stream.of(service.url(""), hub.settings.queryUrl())
                .map(base -> hub.ask("GET", base + "/v1/webhooks", Map.of("X-API-Key", hub.operatorKey()), "")
                        .body())
                .flatMap(answer -> answer.path("webhooks").valueStream())
                .anyMatch(row -> row.path("id").equals(webhook.path("id"))
                        && row.path("status").asString().equals(status)
                        && !row.has("secret"));
    }

    /** The year's online share of the area as the subscriber was told it last. */
    private double told(Subscriber subscriber) {
        double value = -1;
        for (Received message : subscriber.received) {
            for (JsonNode event : json.readTree(message.body()).path("data").path("events")) {
                if (event.path("data").path("period").asString().equals("2025")) {
                    value = event.path("data").path("value").asDouble();
                }
            }
        }
        return value;
    }

    @Test
    void everySubscriberGetsEveryUpdate_signed_andNoneWaitsForAnother() throws Exception {
        Map<String, Object> settings = Map.of(
                "hub.query.webhooks.key",
                Files.readString(hub.settings.data().resolve("webhook-key")),
                "hub.query.webhooks.local",
                true);
        Subscriber good = subscribers.get("/good");
        Subscriber late = subscribers.get("/late");
        Subscriber never = subscribers.get("/never");
        try (OwnQueryService service =
                new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("hooks.duckdb"), settings)) {
            JsonNode ofGood = subscribe(service, "/good");
            JsonNode ofLate = subscribe(service, "/late");
            JsonNode ofNever = subscribe(service, "/never");
            assertThat(KeysIT.audit(hub))
                    .as("who subscribed whom, and nothing of an address that may hold a token")
                    .anyMatch(
                            event -> event.getTarget().equals(ofNever.path("id").asString())
                                    && event.getDetail().equals("127.0.0.1"))
                    .noneMatch(event -> event.getDetail().contains("/never"));
            late.status = 503;
            never.status = 410;

            dossier("hook-1", "ONLINE_FULL");
            await().atMost(Duration.ofSeconds(20)).until(() -> told(good) == 100);
            dossier("hook-2", "COUNTER");
            await().atMost(Duration.ofSeconds(20)).until(() -> told(good) == 50);
            assertThat(late.received).isEmpty();
            await().atMost(Duration.ofSeconds(10)).until(() -> isSaid(service, ofLate, "failing"));
            late.status = 200;
            await().atMost(Duration.ofSeconds(20)).until(() -> told(late) == 50);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(late.eventIds(json)).isEqualTo(good.eventIds(json)));

            for (Received message : good.received) {
                assertThat(message.signature())
                        .isEqualTo(signature(ofGood.path("secret").asString(), message));
            }
            assertThat(isSaid(service, ofGood, "active"))
                    .as("and the secret is not said again")
                    .isTrue();

            await().atMost(Duration.ofSeconds(20)).until(() -> isSaid(service, ofNever, "dead"));
            never.status = 200;
            String revival = "/" + ofNever.path("id").asString() + "/revival";
            assertThat(ask(service, hub.key("H26.XD"), "POST", revival, "").status())
                    .as("another agency's")
                    .isEqualTo(404);
            assertThat(ask(service, hub.key("H26.HCC"), "POST", revival, "").status())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(never.eventIds(json)).isEqualTo(good.eventIds(json)));

            int before = good.received.size();
            service.close();
            dossier("hook-3", "COUNTER");
            service.start();
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(told(good)).isBetween(33.3, 33.4));
            assertThat(good.received.size()).isGreaterThan(before);

            for (JsonNode webhook : List.of(ofGood, ofLate, ofNever)) {
                assertThat(ask(
                                        service,
                                        hub.key("H26.HCC"),
                                        "DELETE",
                                        "/" + webhook.path("id").asString(),
                                        "")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(ask(service, hub.key("H26.HCC"), "GET", "", "")
                            .body()
                            .path("webhooks")
                            .valueStream()
                            .map(webhook -> webhook.path("id")))
                    .doesNotContain(ofGood.path("id"), ofLate.path("id"), ofNever.path("id"));
            onlyGroupsOfWebhooksStay(
                    service, subscribe(service, "/good"), List.of(groupOf(ofGood), groupOf(ofLate), groupOf(ofNever)));
        }
    }

    private static String groupOf(JsonNode webhook) {
        return Groups.webhook(webhook.path("id").asString());
    }

    /** A group is deleted soon after its webhook, also if its query service failed in between; others stay. */
    private void onlyGroupsOfWebhooksStay(OwnQueryService service, JsonNode webhook, List<String> deleted)
            throws Exception {
        String left = Groups.webhook("of-a-query-service-that-failed");
        try (Admin admin = KafkaConnection.to(hub.settings.kafka()).admin()) {
            for (String group : List.of(left, "of-somebody-else")) {
                admin.alterConsumerGroupOffsets(
                                group, Map.of(new TopicPartition("hanoi.alert.v1", 0), new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }
            await().atMost(Duration.ofSeconds(75))
                    .untilAsserted(() -> assertThat(admin.listGroups().all().get())
                            .extracting(GroupListing::groupId)
                            .contains(groupOf(webhook), "of-somebody-else")
                            .doesNotContain(left)
                            .doesNotContainAnyElementsOf(deleted));
        }
        ask(service, hub.key("H26.HCC"), "DELETE", "/" + webhook.path("id").asString(), "");
    }

    private static String signature(String secret, Received message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** An address, a question and a body that are none; the others are TargetTest's and WebhooksControllerTest's. */
    @Test
    void whatCannotBeSentToIsRefused() throws Exception {
        Map<String, Object> settings = Map.of("hub.query.webhooks.key", "a-key-of-this-test-that-is-long-enough");
        try (OwnQueryService strict =
                new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("strict.duckdb"), settings)) {
            String key = hub.key("H26.HCC");
            for (String body : List.of("{}", "{\"url\":\"https://127.0.0.1/\"}", "not json")) {
                RunningHub.Answer answer = ask(strict, key, "POST", "", body);
                assertThat(answer.status()).as(body).isEqualTo(400);
                assertThat(answer.body().path("detail").asString()).isNotEmpty();
            }
            assertThat(ask(strict, hub.readerKey(), "GET", "", "").status()).isEqualTo(403);
        }
    }
}
