package vn.hanoi.datahub.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.kafka.LocalBroker;
import vn.hanoi.datahub.standalone.registry.RegistryServer;

/**
 * Kafka, the registry and the ingest service without any consumers, so that the ingest service and the bridge are
 * measured on the same idle machine.
 */
final class IngestAlone implements AutoCloseable {

    static final String KEY = "benchmark";
    static final String OTHER = "H26.X00004";
    static final String OTHER_KEY = "neighbour";

    private final HubSettings.Ports ports;
    private final LocalBroker broker;
    private final RegistryServer registry;
    private final ConfigurableApplicationContext ingest;

    /** @param settings settings of the ingest service, in addition to the required ones */
    IngestAlone(Path folder, Map<String, Object> settings) throws IOException {
        ports = HubSettings.elsewhere(folder).ports();
        ServiceKey key = new ServiceKey(KeyRing.random());
        broker = LocalBroker.start(folder.resolve("kafka"), "127.0.0.1", ports.kafka());
        registry = RegistryServer.start(KafkaConnection.to(kafka()), key, "127.0.0.1", ports.registry());
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        List<Topic<?, ?>> topics = Topics.of(catalogue);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()));
                SchemaRegistryClient schemas = Registry.client(registryUrl(), key)) {
            Provisioning.createTopics(admin, topics, 2, Optional.empty());
            admin.createTopics(List.of(
                    new NewTopic("bridge", Optional.of(2), Optional.empty()),
                    new NewTopic("perf", Optional.of(2), Optional.empty())));
            Provisioning.registerSchemas(schemas, topics);
        }
        Path keys = folder.resolve("keys.json");
        Files.writeString(
                keys,
                catalogue.agencies().stream()
                        .map(agency -> "{\"sha256\":\"" + KeyRing.sha256(key(agency.code())) + "\",\"agency\":\""
                                + agency.code() + "\"}")
                        .collect(Collectors.joining(",", "[", "]")));
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "server.port", ports.ingest(),
                "hub.kafka", kafka(),
                "hub.registry", registryUrl(),
                "hub.access.keys", keys,
                "hub.ingest.files.folder", folder.resolve("files")));
        ingest = IngestApplication.start(all);
    }

    String kafka() {
        return "127.0.0.1:" + ports.kafka();
    }

    String events() {
        return url() + "/v1/events";
    }

    String url() {
        return "http://127.0.0.1:" + ports.ingest();
    }

    String registryUrl() {
        return "http://127.0.0.1:" + ports.registry();
    }

    static String key(String agency) {
        return agency.equals(CityLoad.CENTRE) ? KEY : agency.equals(OTHER) ? OTHER_KEY : "key of " + agency;
    }

    @Override
    public void close() {
        ingest.close();
        registry.close();
        broker.close();
    }
}
