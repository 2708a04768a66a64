package vn.hanoi.datahub.standalone;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws IOException {
        List<Topic> topics = Topics.of(CatalogueLoader.load(CatalogueFiles.of(catalogue)));
        System.err.println("hub: " + topics.size() + " topics at " + kafka.connection());
        try (Admin admin = Admin.create(kafka.connection().plain())) {
            Provisioning.createTopics(admin, topics, partitions, Optional.ofNullable(replication));
        }
        System.err.println("hub: their schemas at " + kafka.registryUrl());
        try (SchemaRegistryClient registry = Registry.client(kafka.registryUrl())) {
            Provisioning.registerSchemas(registry, topics);
        }
        System.err.println("hub: done");
        return 0;
    }
}
