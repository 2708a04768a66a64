package vn.hanoi.datahub.schemas.topic;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;

/**
 * The one explicit step that creates topics and registers schemas; no service does either on its own. Running it again
 * changes nothing, and a schema that would break a reader stops it.
 */
public final class Provisioning {

    private static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private Provisioning() {}

    /**
     * Creates the topics that are missing. Existing topics get the settings of their retention where they differ,
     * because an earlier version may have created them; an operator's own values are overwritten.
     *
     * @param replication replication factor; empty for the brokers' default
     * @throws KafkaException when topics could not be created
     */
    public static void createTopics(
            Admin admin, Collection<Topic<?, ?>> topics, int partitions, Optional<Short> replication) {
        String failure = "topics could not be created";
        Set<String> existing = KafkaAnswer.of(admin.listTopics().names(), failure);
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), Optional.of(partitions), replication)
                        .configs(topic.retention().config()))
                .toList();
        try {
            KafkaAnswer.of(admin.createTopics(missing).all(), failure);
        } catch (KafkaException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return; // another instance was faster
            }
            throw e;
        }
        Map<ConfigResource, Topic<?, ?>> there = topics.stream()
                .filter(topic -> existing.contains(topic.name()))
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic -> topic));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = changes(
                there, KafkaAnswer.of(admin.describeConfigs(there.keySet()).all(), failure));
        if (!changes.isEmpty()) {
            KafkaAnswer.of(admin.incrementalAlterConfigs(changes).all(), failure);
        }
    }

    /**
     * Returns the settings to change on existing topics: those settings of their retention that the topic does not set
     * itself, or sets to another value. A broker default does not count as the topic's own setting, because a default
     * can change.
     *
     * @param described the configuration of each topic as described by the brokers
     */
    static Map<ConfigResource, Collection<AlterConfigOp>> changes(
            Map<ConfigResource, Topic<?, ?>> topics, Map<ConfigResource, Config> described) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        topics.forEach((resource, topic) -> {
            Config now = described.get(resource);
            List<AlterConfigOp> settings = topic.retention().config().entrySet().stream()
                    .filter(setting -> now == null || !isOwn(now.get(setting.getKey()), setting.getValue()))
                    .map(setting -> new AlterConfigOp(
                            new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            if (!settings.isEmpty()) {
                changes.put(resource, settings);
            }
        });
        return changes;
    }

    private static boolean isOwn(@Nullable ConfigEntry entry, String value) {
        return entry != null
                && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                && value.equals(entry.value());
    }

    /**
     * Creates the services' {@link KafkaAcls}, in a Kafka that authenticates its clients.
     *
     * @throws KafkaException when the ACLs could not be created
     */
    public static void grantRights(Admin admin, Collection<Topic<?, ?>> topics) {
        KafkaAnswer.of(
                admin.createAcls(KafkaAcls.of(topics)).all(), "the services' access rights could not be granted");
    }

    /** Registers the schemas of the topics, and the rule that every new version must be able to read all old ones. */
    public static void registerSchemas(SchemaRegistryClient registry, Collection<Topic<?, ?>> topics) {
        for (Topic<?, ?> topic : topics) {
            register(registry, topic.keySubject(), topic.key());
            register(registry, topic.valueSubject(), topic.value());
        }
    }

    private static void register(SchemaRegistryClient registry, String subject, Schema schema) {
        try {
            registry.register(subject, new AvroSchema(schema));
            registry.updateCompatibility(subject, COMPATIBILITY);
        } catch (RestClientException e) {
            throw new IllegalStateException("the registry refuses the schema of " + subject + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the registry does not answer for " + subject, e);
        }
    }
}
