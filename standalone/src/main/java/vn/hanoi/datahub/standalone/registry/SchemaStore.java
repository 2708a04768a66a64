package vn.hanoi.datahub.standalone.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.TopicReader;

/**
 * Subjects, versions, ids and compatibility rules, stored in the compacted topic {@code _schemas} in the format of
 * Confluent's registry, so that a Confluent registry started over the same Kafka finds everything.
 */
final class SchemaStore implements AutoCloseable {

    record Registered(String subject, int version, int id, String schema) {}

    private static final String TOPIC = "_schemas";
    private static final Duration LOADED_WITHIN = Duration.ofMinutes(5);
    private static final String DEFAULT_COMPATIBILITY = "BACKWARD";

    private final JsonMapper json = new JsonMapper();
    private final Producer<String, String> producer;
    private final Map<String, TreeMap<Integer, Registered>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, String> compatibilities = new HashMap<>();

    /** Opens the store over a Kafka that is already reachable. */
    static SchemaStore over(KafkaConnection kafka) {
        create(kafka);
        return new SchemaStore(
                kafka.producer(new StringSerializer(), new StringSerializer(), Duration.ofSeconds(30), Map.of()),
                new TopicReader<>(kafka, TOPIC, new StringDeserializer(), new StringDeserializer(), LOADED_WITHIN)
                        ::toEnd);
    }

    /** @param log reads what was written before, oldest first */
    SchemaStore(Producer<String, String> producer, Consumer<TopicReader.Handler<String, String>> log) {
        this.producer = producer;
        log.accept(record ->
                apply(json.readTree(record.key()), record.value() == null ? null : json.readTree(record.value())));
    }

    private static void create(KafkaConnection kafka) {
        try (Admin admin = kafka.admin()) {
            NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
            KafkaAnswer.of(
                    admin.createTopics(List.of(topic.configs(Map.of("cleanup.policy", "compact"))))
                            .all(),
                    "the registry's topic cannot be created");
        } catch (KafkaException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void apply(JsonNode key, @org.jspecify.annotations.Nullable JsonNode value) {
        String subject = key.path("subject").asString("");
        switch (key.path("keytype").asString("")) {
            case "SCHEMA" -> {
                int version = key.path("version").asInt();
                if (value == null || value.path("deleted").asBoolean(false)) {
                    TreeMap<Integer, Registered> versions = subjects.getOrDefault(subject, new TreeMap<>());
                    versions.remove(version);
                    if (versions.isEmpty()) {
                        subjects.remove(subject);
                    }
                } else {
                    Registered registered = new Registered(
                            subject,
                            version,
                            value.path("id").asInt(),
                            value.path("schema").asString(""));
                    subjects.computeIfAbsent(subject, name -> new TreeMap<>()).put(version, registered);
                    schemas.put(registered.id(), registered.schema());
                    ids.put(canonical(registered.schema()), registered.id());
                }
            }
            case "CONFIG" -> {
                if (value == null) {
                    compatibilities.remove(subject);
                } else {
                    compatibilities.put(
                            subject, value.path("compatibilityLevel").asString(DEFAULT_COMPATIBILITY));
                }
            }
            default -> {}
        }
    }

    private void write(ObjectNode key, @org.jspecify.annotations.Nullable ObjectNode value) {
        KafkaAnswer.of(
                producer.send(new ProducerRecord<>(
                        TOPIC, json.writeValueAsString(key), value == null ? null : json.writeValueAsString(value))),
                "the registry cannot write to Kafka");
        apply(key, value);
    }

    /**
     * Registers a schema; one that is registered already is found, not written again. Whether it may follow the earlier
     * ones is decided under the lock: of two schemas that arrive at the same time and break each other's readers, the
     * second is refused.
     *
     * @throws RegistryException when the subject's rule does not allow the schema
     */
    synchronized Registered register(String subject, Schema given) {
        String schema = given.toString();
        Optional<Registered> known = find(subject, schema);
        if (known.isPresent()) {
            return known.get();
        }
        TreeMap<Integer, Registered> versions = versions(subject);
        violation(subject, given, versions.values()).ifPresent(problem -> {
            throw new RegistryException(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                            + problem);
        });
        int version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        int id = ids.getOrDefault(
                canonical(schema),
                schemas.keySet().stream().mapToInt(i -> i).max().orElse(0) + 1);
        write(
                key(subject, version),
                json.createObjectNode()
                        .put("subject", subject)
                        .put("version", version)
                        .put("id", id)
                        .put("schema", schema)
                        .put("deleted", false));
        return new Registered(subject, version, id, schema);
    }

    /**
     * Returns what the subject's rule does not allow in a schema that follows others; empty where it may follow them.
     *
     * @param former earlier schemas, oldest first
     */
    synchronized Optional<String> violation(String subject, Schema schema, Collection<Registered> former) {
        String level = compatibility(subject).or(() -> compatibility("")).orElseThrow();
        return Compatibility.valueOf(level)
                .violation(
                        schema,
                        former.stream()
                                .map(registered -> new Schema.Parser().parse(registered.schema()))
                                .toList());
    }

    synchronized void setCompatibility(String subject, String level) {
        ObjectNode key = json.createObjectNode().put("keytype", "CONFIG").put("magic", 0);
        key.put("subject", subject.isEmpty() ? null : subject);
        write(key, json.createObjectNode().put("compatibilityLevel", level));
    }

    private ObjectNode key(String subject, int version) {
        return json.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    synchronized void delete(String subject) {
        for (int version : List.copyOf(versions(subject).keySet())) {
            write(key(subject, version), null);
        }
    }

    /** Returns the version of the subject with exactly this schema. */
    synchronized Optional<Registered> find(String subject, String schema) {
        String canonical = canonical(schema);
        return versions(subject).values().stream()
                .filter(registered -> canonical(registered.schema()).equals(canonical))
                .findFirst();
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Returns the versions of a subject, oldest first; empty when there is no such subject. */
    synchronized TreeMap<Integer, Registered> versions(String subject) {
        return new TreeMap<>(subjects.getOrDefault(subject, new TreeMap<>()));
    }

    synchronized Optional<String> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    synchronized List<Registered> usesOf(int id) {
        List<Registered> uses = new ArrayList<>();
        subjects.values()
                .forEach(versions -> versions.values().stream()
                        .filter(registered -> registered.id() == id)
                        .forEach(uses::add));
        return uses;
    }

    /** Returns the subject's own rule; empty where it has none. The empty subject stands for the whole registry. */
    synchronized Optional<String> compatibility(String subject) {
        return Optional.ofNullable(compatibilities.get(subject))
                .or(() -> subject.isEmpty() ? Optional.of(DEFAULT_COMPATIBILITY) : Optional.empty());
    }

    static String canonical(String schema) {
        return new Schema.Parser().parse(schema).toString();
    }

    @Override
    public void close() {
        producer.close();
    }
}
