package vn.hanoi.datahub.standalone;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.kafka.LocalBroker;
import vn.hanoi.datahub.standalone.registry.RegistryServer;
import vn.hanoi.datahub.streams.StreamsProcessorApplication;

/**
 * The whole hub in one JVM: Kafka, schema registry, and the three services exactly as they run on their own. All its
 * data are in one folder.
 */
public final class Hub implements AutoCloseable {

    /**
     * After a kill, stores and topics are read again. A busy machine needs minutes for that, and giving up would only
     * start it over.
     */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private static final long READY_POLL_MILLIS = 50;
    private static final int HTTP_OK = 200;

    private final HubSettings settings;
    private final Catalogue catalogue;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Hub(HubSettings settings, Catalogue catalogue, Consumer<String> progress) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.progress = progress;
    }

    /**
     * Starts everything; returns once events are accepted and values are served.
     *
     * @param progress receives a line for each step
     */
    public static Hub start(HubSettings settings, Consumer<String> progress) {
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.of(settings.catalogue()));
        Hub hub = new Hub(settings, catalogue, progress);
        try {
            hub.startAll();
            return hub;
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private void startAll() {
        HubSettings.Ports ports = settings.ports();
        List.of(ports.query(), ports.ingest(), ports.processor(), ports.registry(), ports.kafka())
                .forEach(this::requireFree);
        try {
            Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException(settings.data() + " cannot be created", e);
        }
        Keys.makeOnce(settings.data(), catalogue);
        ServiceKey serviceKey = Keys.ofServices(settings.data());
        step(
                "Kafka on " + settings.kafka(),
                () -> LocalBroker.start(settings.data().resolve("kafka"), settings.bind(), ports.kafka()));
        step(
                "schema registry on " + settings.registryUrl(),
                () -> RegistryServer.start(
                        KafkaConnection.to(settings.kafka()), serviceKey, settings.bind(), ports.registry()));
        step("topics and schemas", () -> {
            provision(serviceKey);
            return () -> {};
        });
        step("ingest, processor and query services", this::startServices);
    }

    private void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.bind(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port + " on " + settings.bind()
                            + " is in use; is another hub running? Use HUB_QUERY_PORT, HUB_INGEST_PORT, HUB_PROCESSOR_PORT, HUB_REGISTRY_PORT and HUB_KAFKA_PORT to set other ports.",
                    e);
        }
    }

    private void step(String what, Supplier<AutoCloseable> start) {
        long from = System.nanoTime();
        started.push(start.get());
        progress.accept(String.format(
                java.util.Locale.ROOT,
                "%-52s %5.1f s",
                what,
                Duration.ofNanos(System.nanoTime() - from).toMillis() / 1000.0));
    }

    private void provision(ServiceKey key) {
        List<Topic<?, ?>> topics = Topics.of(catalogue);
        try (Admin admin = KafkaConnection.to(settings.kafka()).admin()) {
            Provisioning.createTopics(admin, topics, settings.partitions(), Optional.empty());
        }
        try (SchemaRegistryClient registry = Registry.client(settings.registryUrl(), key)) {
            Provisioning.registerSchemas(registry, topics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AutoCloseable startServices() {
        List<CompletableFuture<ConfigurableApplicationContext>> services = List.of(
                CompletableFuture.supplyAsync(() ->
                        StreamsProcessorApplication.start(with(settings.ports().processor()))),
                CompletableFuture.supplyAsync(
                        () -> IngestApplication.start(with(settings.ports().ingest()))),
                CompletableFuture.supplyAsync(
                        () -> QueryApplication.start(with(settings.ports().query()))));
        try {
            services.forEach(CompletableFuture::join);
            awaitReady(settings.ingestUrl());
            awaitReady(settings.queryUrl());
        } catch (CompletionException | UncheckedIOException | IllegalStateException e) {
            // Waits for services that are still starting: their broker is stopped next, and their ports have to be free
            // again.
            services.forEach(service -> service.handle((context, failure) -> context)
                    .thenAccept(
                            context -> Optional.ofNullable(context).ifPresent(ConfigurableApplicationContext::close))
                    .join());
            throw new IllegalStateException(
                    "a service did not start: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        }
        return () -> {
            // The ingest service first: what it has accepted is still folded and published.
            services.get(1).join().close();
            services.get(0).join().close();
            services.get(2).join().close();
        };
    }

    /** Waits until a service has loaded what it needs: before that, it answers 503. */
    private static void awaitReady(String service) {
        HttpRequest readiness = HttpRequest.newBuilder(URI.create(service + "/actuator/health/readiness"))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        long until = System.nanoTime() + READY_WITHIN.toNanos();
        try {
            while (http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() != HTTP_OK) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(service + " is not ready after " + READY_WITHIN.toSeconds()
                            + " s; see its log for the reason");
                }
                TimeUnit.MILLISECONDS.sleep(READY_POLL_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(service + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + service + " started", e);
        }
    }

    private Map<String, Object> with(int port) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", port);
        properties.put("server.address", settings.bind());
        properties.put("hub.kafka", settings.kafka());
        properties.put("hub.registry", settings.registryUrl());
        properties.put("hub.catalogue", settings.catalogue());
        properties.put("hub.service-key", Keys.ofServices(settings.data()).text());
        properties.put("hub.access.keys", Keys.hashed(settings.data()).toString());
        properties.put(
                "hub.ingest.files.folder", settings.data().resolve("files").toString());
        String processor = "http://" + settings.host() + ":" + settings.ports().processor();
        properties.put("hub.query.processors", processor);
        properties.put(
                "hub.query.front-door",
                "http://" + settings.host() + ":" + settings.ports().ingest());
        properties.put("hub.query.readers", readers());
        properties.put("hub.query.history.url", "jdbc:duckdb:" + settings.data().resolve("history/values.duckdb"));
        properties.put("hub.query.webhooks.key", Keys.ofWebhooks(settings.data()));
        if (settings.isLocal()) {
            properties.put("hub.query.webhooks.local", true); // otherwise HUB_WEBHOOK_LOCAL decides
        }
        properties.put("hub.query.open-data.every", "30s"); // a trial should not have to wait an hour
        properties.put("hub.query.open-data.rest", "10s");
        properties.put("hub.ingest.processors", processor);
        properties.put("hub.processor.state", settings.data().resolve("streams").toString());
        properties.put("hub.processor.partitions", settings.partitions());
        properties.put("spring.main.register-shutdown-hook", false);
        return properties;
    }

    /**
     * Returns who sees small counts. A trial on this machine shows everything; everywhere else small counts are hidden
     * from unknown callers.
     */
    static String readers() {
        return System.getenv().getOrDefault("HUB_READERS", "everybody");
    }

    public HubSettings settings() {
        return settings;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** Stops everything in reverse order. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                progress.accept("while stopping: " + e);
            }
        }
    }
}
