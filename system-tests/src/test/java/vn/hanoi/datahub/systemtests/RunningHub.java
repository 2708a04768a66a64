package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.standalone.Hub;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;

/** One real hub for all tests of this JVM: Kafka, registry, three services, on free ports. */
final class RunningHub {

    /** What the parts of a hub that is started in pieces show one another. */
    static final ServiceKey SERVICE_KEY = new ServiceKey("0123456789abcdef0123456789abcdef");

    private static HubSettings shared;
    private static boolean isUsed;

    final HubSettings settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    RunningHub(Hub hub) {
        this(hub.settings());
    }

    private RunningHub(HubSettings settings) {
        this.settings = settings;
    }

    /** An answer with its status. */
    record Answer(int status, String type, String text, JsonNode body, HttpHeaders headers) {}

    /**
     * The hub that all tests share: one in this JVM, or the one that runs already, as Compose starts it.
     * {@code -Dhub.at} is the folder with its keys then, and its ports are in the variables of
     * {@link HubSettings#from}.
     */
    static synchronized RunningHub get() {
        if (shared == null) {
            String running = System.getProperty("hub.at", "");
            shared = running.isEmpty() ? start() : HubSettings.from(Path.of(running), System.getenv());
        }
        isUsed = true;
        return new RunningHub(shared);
    }

    /** The hub that all tests share, if any test has asked for it since this was asked last. */
    static synchronized Optional<HubSettings> usedSinceLastAsked() {
        Optional<HubSettings> used = isUsed ? Optional.of(shared) : Optional.empty();
        isUsed = false;
        return used;
    }

    private static HubSettings start() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        Hub hub = Hub.start(settings(temporaryFolder(), ""), line -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
        return hub.settings();
    }

    static Catalogue catalogue() {
        return CatalogueLoader.load(CatalogueFiles.shipped());
    }

    static HubSettings settings(Path data, String catalogue) {
        List<Integer> ports = freePorts(5);
        return new HubSettings(
                data,
                "127.0.0.1",
                new HubSettings.Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4)),
                catalogue,
                2);
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("hub");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Below the range from which outgoing connections take theirs: a hub that starts again must find its ports as free
     * as it left them.
     */
    static List<Integer> freePorts(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                ports.add(socket.getLocalPort());
            } catch (IOException taken) {
                continue;
            }
        }
        return ports;
    }

    String key(String agency) {
        return Keys.read(settings.data()).of(agency);
    }

    String operatorKey() {
        return Keys.read(settings.data()).ofRole("operator");
    }

    String readerKey() {
        return Keys.read(settings.data()).ofRole("reader");
    }

    /**
     * Waits until all definitions are counted. A hub that has just started refuses dry runs until then, and publishes
     * values that no single event brought.
     */
    void awaitDefinitions() {
        byte[] event = ("[" + FrontDoorIT.dossier("d0", "dry-0", "2025-08-10T10:00:00+07:00", "00598", "COUNTER") + "]")
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of("X-API-Key", key("H26.HCC"), "Content-Type", "application/cloudevents-batch+json");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> post("/v1/events?dryRun=true", headers, event)
                                .body()
                                .path("effect")
                                .path("total")
                                .asInt(0)
                        > 0);
    }

    Answer post(String agency, String type, String body) {
        return post(
                "/v1/events",
                Map.of("X-API-Key", key(agency), "Content-Type", type),
                body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.ingestUrl() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends a file as an agency does. */
    Answer upload(String agency, String query, String type, byte[] file) {
        return post("/v1/files?" + query, Map.of("X-API-Key", key(agency), "Content-Type", type), file);
    }

    /** What became of a file, once it is worked off. */
    JsonNode worked(String agency, Answer uploaded) {
        String url =
                settings.ingestUrl() + uploaded.headers().firstValue("Location").orElseThrow();
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> ask("GET", url, Map.of("X-API-Key", key(agency)), "")
                                .body(),
                        job -> List.of("done", "failed")
                                .contains(job.path("status").asString("")));
    }

    /** Any request to either service. */
    Answer ask(String method, String url, Map<String, String> headers, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    Answer get(String path) {
        return get(settings.queryUrl() + path, "application/json");
    }

    Answer get(String url, String accept) {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Accept", accept));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(
                    response.statusCode(),
                    type,
                    response.body(),
                    type.contains("json") ? json.readTree(response.body()) : json.nullNode(),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value rows of an indicator in one area. */
    JsonNode row(String indicator, String area, String period, String granularity) {
        for (JsonNode row : get("/v1/indicators/" + indicator + "/values?area=" + area + "&period=" + granularity)
                .body()
                .path("values")) {
            if (row.path("period").asString("").equals(period)) {
                return row;
            }
        }
        return json.missingNode();
    }
}
