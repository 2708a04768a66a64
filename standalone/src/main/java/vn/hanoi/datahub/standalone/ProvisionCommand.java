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

/** {@code ./hub provision}: the step before the services start, and before a new version of them does. */
@Command(
        name = "provision",
        description =
                "Create missing topics and register schemas. Run again it changes nothing; a schema that would break a reader stops it.")
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

    @Option(names = "--replication", paramLabel = "N", description = "Copies of a new topic (default: the brokers').")
    private @Nullable Short replication;

    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description = "Folder with a catalogue of your own.",
            defaultValue = "${env:HUB_CATALOGUE:-}")
    private String catalogue = "";

    @Option(
            names = "--rights",
            description =
                    "Also give each service its rights at Kafka, as the users ingest-service, streams-processor, query-service and schema-registry.")
    private boolean rights;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Topic<?, ?>> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.of(catalogue)));
        System.err.println("hub: " + topics.size() + " topics at " + kafka.connection());
        try (Admin admin = kafka.connection().admin()) {
            Provisioning.createTopics(admin, topics, partitions, Optional.ofNullable(replication));
            if (rights) {
                Provisioning.grantRights(admin, topics);
            }
        }
        System.err.println("hub: their schemas at " + kafka.registryUrl());
        try (SchemaRegistryClient registry = Registry.client(kafka.registryUrl(), kafka.serviceKey())) {
            awaitRegistry(registry);
            Provisioning.registerSchemas(registry, topics);
        }
        System.err.println("hub: done");
        return 0;
    }

    /** A registry that keeps its schemas in Kafka may have waited for its own rights until now. */
    private static void awaitRegistry(SchemaRegistryClient registry) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                registry.getAllSubjects();
                return;
            } catch (IOException | RestClientException notYet) {
                if (attempt == REGISTRY_TRIES) {
                    throw new IOException("the registry does not answer: " + notYet.getMessage(), notYet);
                }
                System.err.println("hub: waiting for the registry (" + notYet.getMessage() + ")");
                TimeUnit.SECONDS.sleep(REGISTRY_PAUSE_SECONDS);
            }
        }
    }
}
