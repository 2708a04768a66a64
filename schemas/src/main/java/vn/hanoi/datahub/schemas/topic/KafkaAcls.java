package vn.hanoi.datahub.schemas.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The ACLs that give each service what it needs in Kafka and nothing else: reading the hub's topics, writing those it
 * owns, using its groups. They are derived from the topics themselves, so a new topic brings its ACLs with it. Only
 * provisioning may create or delete a topic of the hub.
 */
final class KafkaAcls {

    private static final String INGEST = "ingest-service";
    private static final String PROCESSOR = "streams-processor";
    private static final String QUERY = "query-service";
    private static final String REGISTRY = "schema-registry";

    private static final String HUB = "hanoi.";
    private static final String SCHEMAS = "_schemas";

    private final List<AclBinding> all = new ArrayList<>();

    private KafkaAcls() {}

    /** Returns the ACLs of the services; each is a Kafka user with the service's name. */
    public static List<AclBinding> of(Collection<Topic<?, ?>> topics) {
        KafkaAcls rights = new KafkaAcls();
        for (String service : List.of(INGEST, PROCESSOR, QUERY)) {
            rights.allow(service, ResourceType.TOPIC, HUB, PatternType.PREFIXED, AclOperation.READ);
            // Needed to see the processor's progress. Kafka silently omits any topic that a client may not describe,
            // such as the repartition topic.
            rights.allow(service, ResourceType.GROUP, Groups.PROCESSOR, PatternType.PREFIXED, AclOperation.DESCRIBE);
            rights.allow(service, ResourceType.TOPIC, Groups.PROCESSOR, PatternType.PREFIXED, AclOperation.DESCRIBE);
            topics.stream()
                    .filter(topic -> topic.owners().contains(service))
                    .forEach(topic -> rights.allow(
                            service, ResourceType.TOPIC, topic.name(), PatternType.LITERAL, AclOperation.WRITE));
        }
        rights.allow(INGEST, ResourceType.TRANSACTIONAL_ID, Groups.FILES, PatternType.PREFIXED, AclOperation.WRITE);
        // The processor's changelog and repartition topics, which Kafka Streams creates, purges and describes itself.
        for (ResourceType own : List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
            rights.allow(PROCESSOR, own, Groups.PROCESSOR, PatternType.PREFIXED, AclOperation.ALL);
        }
        rights.allow(QUERY, ResourceType.GROUP, Groups.WEBHOOKS, PatternType.PREFIXED, AclOperation.READ);
        rights.allow(QUERY, ResourceType.GROUP, Groups.WEBHOOKS, PatternType.PREFIXED, AclOperation.DELETE);
        rights.allow(REGISTRY, ResourceType.TOPIC, SCHEMAS, PatternType.LITERAL, AclOperation.ALL);
        return List.copyOf(rights.all);
    }

    private void allow(String service, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        all.add(new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + service, "*", operation, AclPermissionType.ALLOW)));
    }
}
