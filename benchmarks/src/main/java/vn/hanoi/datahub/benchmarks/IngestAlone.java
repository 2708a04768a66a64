package vn.hanoi.datahub.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.kafka.LocalBroker;
import vn.hanoi.datahub.standalone.registry.RegistryServer;

/** Kafka, registry and the ingest service with nothing behind them, so that the front door and the bridge are measured on the same idle machine. */
final class IngestAlone implements AutoCloseable {

    static final String KEY = "benchmark";
    static final String OTHER = "H26.X00004";
    static final String OTHER_KEY = "neighbour";

    private static final int KAFKA_PORT = 19_092;
    private static final int REGISTRY_PORT = 18_085;
    private static final int INGEST_PORT = 18_081;

    private final LocalBroker broker;
    private final RegistryServer registry;
    private final ConfigurableApplicationContext ingest;

    /**
     * @param settings of the front door, beside what it needs
     */
    IngestAlone(Path folder, Map<String, Object> settings) throws IOException {
        broker = LocalBroker.start(folder.resolve("kafka"), "127.0.0.1", KAFKA_PORT);
        registry = RegistryServer.start(KafkaConnection.to(kafka()), "127.0.0.1", REGISTRY_PORT);
        List<Topic<?, ?>> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.shipped()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()));
                SchemaRegistryClient schemas = Registry.client("http://127.0.0.1:" + REGISTRY_PORT)) {
            Provisioning.createTopics(admin, topics, 2, Optional.empty());
            admin.createTopics(List.of(
                    new NewTopic("bridge", Optional.of(2), Optional.empty()),
                    new NewTopic("perf", Optional.of(2), Optional.empty())));
            Provisioning.registerSchemas(schemas, topics);
        }
        Path keys = folder.resolve("keys.json");
        Files.writeString(
                keys,
                "[{\"sha256\":\"" + KeyRing.sha256(KEY) + "\",\"agency\":\"H26.HCC\"},{\"sha256\":\""
                        + KeyRing.sha256(OTHER_KEY) + "\",\"agency\":\"" + OTHER + "\"}]");
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "server.port",
                INGEST_PORT,
                "hub.kafka",
                kafka(),
                "hub.registry",
                "http://127.0.0.1:" + REGISTRY_PORT,
                "hub.access.keys",
                keys,
                "hub.ingest.files.folder",
                folder.resolve("files")));
        ingest = IngestApplication.start(all);
    }

    String kafka() {
        return "127.0.0.1:" + KAFKA_PORT;
    }

    String events() {
        return "http://127.0.0.1:" + INGEST_PORT + "/v1/events";
    }

    @Override
    public void close() {
        ingest.close();
        registry.close();
        broker.close();
    }
}
