package vn.hanoi.datahub.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.access.KeyRing;
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
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Kafka, the registry and the query service, with values published by the benchmark itself, so that only reads are
 * measured.
 */
final class QueryAlone implements AutoCloseable {

    static final int QUERY_PORT = 18_080;
    static final String INDICATOR = "air.pm25_mean";
    private static final int KAFKA_PORT = 19_092;
    private static final int REGISTRY_PORT = 18_085;
    private static final String KAFKA = "127.0.0.1:" + KAFKA_PORT;
    private static final String REGISTRY = "http://127.0.0.1:" + REGISTRY_PORT;

    private final LocalBroker broker;
    private final RegistryServer registry;
    private final KafkaProducer<IndicatorRowKey, IndicatorRow> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private ConfigurableApplicationContext query;

    QueryAlone(Path folder) throws IOException {
        this.folder = folder;
        ServiceKey key = new ServiceKey(KeyRing.random());
        broker = LocalBroker.start(folder.resolve("kafka"), "127.0.0.1", KAFKA_PORT);
        registry = RegistryServer.start(KafkaConnection.to(KAFKA), key, "127.0.0.1", REGISTRY_PORT);
        List<Topic<?, ?>> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.shipped()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA));
                SchemaRegistryClient schemas = Registry.client(REGISTRY, key)) {
            Provisioning.createTopics(admin, topics, 2, Optional.empty());
            Provisioning.registerSchemas(schemas, topics);
        }
        Registry codec = Registry.at(REGISTRY);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA, "linger.ms", 5, "compression.type", "lz4", "batch.size", 262_144),
                codec.serializer(true),
                codec.serializer(false));
    }

    /** Starts the query service; returns the seconds until it was ready. */
    double start() throws IOException, InterruptedException {
        long from = System.nanoTime();
        query = QueryApplication.start(Map.of(
                "server.port", QUERY_PORT,
                "hub.kafka", KAFKA,
                "hub.registry", REGISTRY,
                "hub.query.readers", "everybody",
                "hub.query.history.url", "jdbc:duckdb:" + folder.resolve("values.duckdb")));
        while (status("/actuator/health/readiness") != 200) {
            Thread.onSpinWait();
        }
        return (System.nanoTime() - from) / 1e9;
    }

    void stop() {
        query.close();
    }

    int status(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + QUERY_PORT + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Publishes a value as the processor does. */
    void publish(AreaId area, Period period, double value, long revision, Instant at) {
        publish(INDICATOR, area, period, value, revision, at);
    }

    void publish(String indicator, AreaId area, Period period, double value, long revision, Instant at) {
        producer.send(new ProducerRecord<>(
                Topics.INDICATOR_REVISION.name(),
                new IndicatorRowKey(indicator, 1, area.code(), area.since(), period.text()),
                new IndicatorRow(
                        at,
                        List.of(new IndicatorPart(
                                "",
                                "",
                                value,
                                BigDecimal.valueOf(value).setScale(6),
                                BigDecimal.ONE.setScale(6),
                                1L,
                                null,
                                revision,
                                at,
                                at)))));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        stop();
        registry.close();
        broker.close();
    }
}
