package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * A subscriber to the city's values of one indicator, who compares in the end what came with what was published: none
 * missing, none under a second id. Of ten deliveries it fails one.
 */
final class WebhookWatch implements AutoCloseable {

    private static final String INDICATOR = "dg.tthc_dossiers_online";
    private static final String AREA = "01";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FAILS_ONE_OF = 10;

    private final Map<String, JsonNode> received = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    private final HubSettings settings;

    WebhookWatch(HubSettings settings) throws Exception {
        this.settings = settings;
        server.setExecutor(Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "subscriber");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            JsonNode events = JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .path("data")
                    .path("events");
            boolean fails = deliveries.incrementAndGet() % FAILS_ONE_OF == 0;
            if (!fails) {
                events.forEach(this::take);
            }
            exchange.sendResponseHeaders(fails ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        subscribe();
    }

    private void take(JsonNode event) {
        JsonNode before = received.putIfAbsent(event.path("id").asString(), event.path("data"));
        if (before != null && !before.equals(event.path("data"))) {
            contradictions.add(event + " was " + before);
        }
    }

    private void subscribe() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(settings.queryUrl() + "/v1/webhooks"))
                                .header("X-API-Key", Keys.read(settings.data()).of("H26.HCC"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"http://127.0.0.1:"
                                        + server.getAddress().getPort() + "/\",\"events\":[\"value\"],\"indicator\":\""
                                        + INDICATOR + "\",\"area\":\"" + AREA + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /**
     * Waits until everything that was published has come, and finds nothing else.
     *
     * @return how many
     */
    int prove(Duration within) {
        await("the subscriber has what was published")
                .atMost(within)
                .untilAsserted(
                        () -> assertThat(new TreeSet<>(received.keySet())).isEqualTo(published()));
        assertThat(contradictions).as("one id, one event").isEmpty();
        assertThat(received.values().stream()
                        .map(data -> data.path("period").asString() + " "
                                + data.path("recordedAt").asString() + " "
                                + data.path("revision").asLong())
                        .distinct()
                        .count())
                .as("no event under two ids")
                .isEqualTo(received.size());
        return received.size();
    }

    private Set<String> published() {
        Registry registry = Registry.at(settings.registryUrl());
        Set<String> ids = new TreeSet<>();
        try (KafkaConsumer<IndicatorRowKey, IndicatorRow> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka(), "isolation.level", "read_committed"),
                registry.deserializer(Topics.INDICATOR_REVISION.key()),
                registry.deserializer(Topics.INDICATOR_REVISION.value()))) {
            WholeTopics.read(reader, List.of(Topics.INDICATOR_REVISION.name()), record -> {
                boolean isTotal = record.value().getParts().stream()
                        .anyMatch(part -> part.getDimension().isEmpty());
                if (record.key().getIndicator().equals(INDICATOR)
                        && record.key().getArea().equals(AREA)
                        && isTotal) {
                    ids.add(record.topic() + ":" + record.partition() + ":" + record.offset());
                }
            });
        }
        return ids;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
