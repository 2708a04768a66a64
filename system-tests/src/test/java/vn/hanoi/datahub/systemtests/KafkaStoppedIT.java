package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.registry.RegistryServer;
import vn.hanoi.datahub.streams.StreamsProcessorApplication;

/** Kafka is stopped for a minute while an agency goes on sending; nobody touches the services. */
class KafkaStoppedIT {

    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("kafka.away.seconds", 20));
    private static final int SENDERS = 3;
    private static final int BATCH = 20;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Deque<AutoCloseable> services = new ArrayDeque<>();
    private HubSettings settings;
    private BrokerProcess broker;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        settings = RunningHub.settings(folder, "");
        broker = new BrokerProcess(settings);
        broker.start();
        services.push(RegistryServer.start(
                KafkaConnection.to(settings.kafka()),
                RunningHub.SERVICE_KEY,
                settings.bind(),
                settings.ports().registry()));
        List<Topic<?, ?>> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.of("")));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            Provisioning.createTopics(admin, topics, settings.partitions(), Optional.empty());
        }
        Provisioning.registerSchemas(Registry.client(settings.registryUrl(), RunningHub.SERVICE_KEY), topics);
        Files.writeString(
                folder.resolve("keys.json"),
                "[{\"sha256\":\"" + KeyRing.sha256("secret") + "\",\"agency\":\"H26.HCC\"}]");
        service(settings.ports().query(), QueryApplication::start);
        service(settings.ports().processor(), StreamsProcessorApplication::start);
        service(settings.ports().ingest(), IngestApplication::start);
    }

    private void service(int port, Function<Map<String, Object>, ConfigurableApplicationContext> start) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.port", port,
                "hub.kafka", settings.kafka(),
                "hub.registry", settings.registryUrl(),
                "hub.access.keys", folder.resolve("keys.json"),
                "hub.ingest.files.folder", folder.resolve("files"),
                "hub.query.history.url", "jdbc:duckdb:" + folder.resolve("values.duckdb"),
                "hub.query.processors", "http://127.0.0.1:" + settings.ports().processor(),
                "hub.processor.state", folder.resolve("streams"),
                "hub.processor.partitions", settings.partitions(),
                "spring.main.register-shutdown-hook", false));
        properties.put("hub.query.readers", "everybody");
        properties.put("hub.service-key", RunningHub.SERVICE_KEY.text());
        services.push(start.apply(properties));
        await().atMost(Duration.ofSeconds(60)).until(() -> isReady(port));
    }

    @AfterEach
    void stop() throws Exception {
        while (!services.isEmpty()) {
            services.pop().close();
        }
        broker.close();
    }

    /** Where an acknowledged event lies, as its receipt says. */
    private record Place(String topic, int partition, long offset) {}

    /** What one sender was told. */
    private static final class Told {
        final Map<Place, String> acknowledged = new HashMap<>();
        final Map<Integer, Integer> statuses = new TreeMap<>();
        Duration longest = Duration.ZERO;
        int subjects;
    }

    @Test
    void losesNothingItAcknowledged_andComesBackByItself() throws Exception {
        List<CompletableFuture<Told>> senders = IntStream.range(0, SENDERS)
                .mapToObj(sender -> CompletableFuture.supplyAsync(() -> sendUntilEnough("s" + sender)))
                .toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> counted() > 200);

        broker.stop();
        long from = System.nanoTime();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !isReady(settings.ports().ingest()));
        await().pollDelay(AWAY.minusNanos(System.nanoTime() - from))
                .atMost(AWAY.plusSeconds(1))
                .until(() -> true);
        broker.start();

        long before = counted();
        await().atMost(Duration.ofSeconds(90)).until(() -> counted() > before + 500);
        enough.set(true);
        Told told = senders.stream().map(CompletableFuture::join).reduce(new Told(), KafkaStoppedIT::sum);
        System.out.println("answers by status: " + told.statuses + ", the longest after " + told.longest);

        assertThat(told.statuses.keySet()).containsExactly(202, 503);
        assertThat(told.statuses.get(503)).isGreaterThan(SENDERS);
        assertThat(told.longest).isLessThan(Duration.ofSeconds(6));
        assertThat(idsAt(told.acknowledged)).isEqualTo(told.acknowledged);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(counted()).isEqualTo(told.subjects));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode account =
                    get("/v1/reconciliation?agency=H26.HCC").path("accounts").path(0);
            assertThat(account.path("accepted").asLong())
                    .isGreaterThanOrEqualTo(told.acknowledged.size())
                    .isEqualTo(account.path("applied").asLong()
                            + account.path("duplicate").asLong());
            assertThat(account.path("applied").asLong()).isEqualTo(told.subjects);
        });
    }

    /** Each batch is sent until it is acknowledged. */
    private Told sendUntilEnough(String sender) {
        Told told = new Told();
        while (!enough.get()) {
            List<String> subjects = IntStream.range(told.subjects, told.subjects + BATCH)
                    .mapToObj(i -> sender + "-" + i)
                    .toList();
            String batch = subjects.stream()
                    .map(subject ->
                            FrontDoorIT.dossier(subject, subject, "2025-08-10T10:00:00+07:00", "00004", "COUNTER"))
                    .collect(Collectors.joining(",", "[", "]"));
            while (!isAcknowledged(batch, told)) {
                Thread.onSpinWait();
            }
            told.subjects += BATCH;
        }
        return told;
    }

    private boolean isAcknowledged(String batch, Told told) {
        long from = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(settings.ingestUrl() + "/v1/events"))
                            .header("Content-Type", "application/cloudevents-batch+json")
                            .header("X-API-Key", "secret")
                            .timeout(Duration.ofSeconds(20))
                            .POST(HttpRequest.BodyPublishers.ofString(batch, StandardCharsets.UTF_8))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            told.longest = took.compareTo(told.longest) > 0 ? took : told.longest;
            told.statuses.merge(answer.statusCode(), 1, Integer::sum);
            if (answer.statusCode() != 202) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                return false;
            }
            for (JsonNode result : json.readTree(answer.body()).path("results")) {
                told.acknowledged.put(
                        new Place(
                                result.path("topic").asString(),
                                result.path("partition").asInt(),
                                result.path("offset").asLong()),
                        result.path("id").asString());
            }
            return true;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Told sum(Told one, Told other) {
        one.acknowledged.putAll(other.acknowledged);
        other.statuses.forEach((status, count) -> one.statuses.merge(status, count, Integer::sum));
        one.longest = one.longest.compareTo(other.longest) > 0 ? one.longest : other.longest;
        one.subjects += other.subjects;
        return one;
    }

    /** The ids that the log holds at these places. */
    private Map<Place, String> idsAt(Map<Place, String> places) {
        Map<Place, String> found = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> log = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = places.keySet().stream()
                    .map(place -> new TopicPartition(place.topic(), place.partition()))
                    .distinct()
                    .toList();
            log.assign(partitions);
            log.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = log.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> log.position(to.getKey()) < to.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : log.poll(Duration.ofMillis(200))) {
                    Place place = new Place(record.topic(), record.partition(), record.offset());
                    if (places.containsKey(place)) {
                        found.put(
                                place,
                                new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return found;
    }

    private long counted() {
        List<JsonNode> rows = new ArrayList<>();
        get("/v1/indicators/dg.tthc_on_time/values?area=01&period=month")
                .path("values")
                .forEach(rows::add);
        return rows.stream()
                .filter(row -> row.path("period").asString("").equals("2025-08"))
                .mapToLong(row -> row.path("events").asLong())
                .sum();
    }

    private JsonNode get(String path) {
        try {
            return json.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(settings.queryUrl() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isReady(int port) throws IOException, InterruptedException {
        return http.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }
}
