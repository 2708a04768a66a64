package vn.hanoi.datahub.standalone;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/** {@code ./hub provision}: runs before the services start, and before a new version of them does. */
@Command(
        name = "provision",
        description =
                "Create missing topics and register schemas. Running it again changes nothing; it stops at a schema that would break a reader.")
final class ProvisionCommand implements Callable<Integer> {

    private static final int REGISTRY_TRIES = 60;
    private static final long REGISTRY_PAUSE_SECONDS = 2;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a new topic; fixed once data exist (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:HUB_PARTITIONS:-4}")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Replicas of a new topic (default: the brokers' setting).")
    private @Nullable Short replication;

    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description = "Folder with your own catalogue.",
            defaultValue = "${env:HUB_CATALOGUE:-}")
    private String catalogue = "";

    @Option(
            names = "--rights",
            description =
                    "Also grant each service its Kafka ACLs, for the users ingest-service, streams-processor, query-service and schema-registry.")
    private boolean rights;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Topic<?, ?>> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.of(catalogue)));
        System.err.println("hub: provisioning " + topics.size() + " topics at " + kafka.connection());
        try (Admin admin = kafka.connection().admin()) {
            Provisioning.createTopics(admin, topics, partitions, Optional.ofNullable(replication));
            if (rights) {
                Provisioning.grantRights(admin, topics);
            }
        }
        System.err.println("hub: registering their schemas at " + kafka.registryUrl());
        try (SchemaRegistryClient registry = Registry.client(kafka.registryUrl(), kafka.serviceKey())) {
            awaitRegistry(registry);
            Provisioning.registerSchemas(registry, topics);
        }
        System.err.println("hub: done");
        return 0;
    }

    /** Waits for the registry: if it keeps its schemas in Kafka, it may have had no access there until now. */
    private static void awaitRegistry(SchemaRegistryClient registry) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                registry.getAllSubjects();
                return;
            } catch (IOException | RestClientException notYet) {
                if (attempt == REGISTRY_TRIES) {
                    throw new IOException("the registry is not responding: " + notYet.getMessage(), notYet);
                }
                System.err.println("hub: waiting for the registry (" + notYet.getMessage() + ")");
                TimeUnit.SECONDS.sleep(REGISTRY_PAUSE_SECONDS);
            }
        }
    }
}
