package vn.hanoi.datahub.schemas.topic;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * A topic as a typed value: its name, its schemas and how they are read and written, who writes it, and how long Kafka
 * keeps it.
 *
 * @param <K> what its keys are read into
 * @param <V> what its values are read into: the class generated from the schema, or {@link GenericRecord} for events,
 *     whose types are data
 * @param keyMeaning what the key identifies, for people
 * @param owners the services that write it
 * @param isOfBodies whether values stay the bytes of their Avro, without the number of a schema
 */
public record Topic<K, V>(
        String name,
        Schema key,
        Schema value,
        String keyMeaning,
        Set<String> owners,
        Retention retention,
        boolean isOfBodies) {

    /** Owners keep their order: it is shown to people. */
    public Topic {
        owners = Collections.unmodifiableSet(new LinkedHashSet<>(owners));
    }

    public Topic(String name, Schema key, Schema value, String keyMeaning, Set<String> owners, Retention retention) {
        this(name, key, value, keyMeaning, owners, retention, false);
    }

    /**
     * The same topic for those who write or read its values field by field: there are too many of them to be made
     * objects.
     */
    public Topic<K, byte[]> ofBodies() {
        return new Topic<>(name, key, value, keyMeaning, owners, retention, true);
    }

    /** A topic keyed by text, with values of a generated class. */
    static <V extends SpecificRecord> Topic<String, V> of(
            String name, Class<V> values, String keyMeaning, Retention retention, String... owners) {
        return new Topic<>(
                name,
                Schema.create(Schema.Type.STRING),
                SpecificData.get().getSchema(values),
                keyMeaning,
                new LinkedHashSet<>(List.of(owners)),
                retention);
    }

    /** Reads and writes its keys. */
    public Serde<K> keys(Registry registry) {
        return Serdes.serdeFrom(registry.serializer(true), registry.deserializer(key));
    }

    /** Reads and writes its values. */
    @SuppressWarnings("unchecked") // a topic of bodies is made by ofBodies alone
    public Serde<V> values(Registry registry) {
        return isOfBodies
                ? (Serde<V>) Serdes.serdeFrom(registry.framing(value, false), registry.bodies(value))
                : Serdes.serdeFrom(registry.serializer(false), registry.deserializer(value));
    }

    /** A year and a month, so that a month can be compared with the same month a year ago. */
    public static final Duration THIRTEEN_MONTHS = Duration.ofDays(400);

    /** How long the log keeps what was written. */
    public enum Retention {
        /** For ever: the log is the hub's memory, and every value can be made again from it. */
        FOR_EVER(Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
        /** For ever, and stamped by the broker, so that a back-dated event is as safe as any other. */
        FOR_EVER_BY_APPEND_TIME(
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "message.timestamp.type", "LogAppendTime")),
        /** The newest record of each key. */
        COMPACTED(Map.of("cleanup.policy", "compact")),
        /** The newest record of each key, for thirteen months after it was written. */
        COMPACTED_THIRTEEN_MONTHS(
                Map.of("cleanup.policy", "compact,delete", "retention.ms", Long.toString(THIRTEEN_MONTHS.toMillis()))),
        /** The newest record of each key, for 31 days after it was written. */
        COMPACTED_A_MONTH(Map.of(
                "cleanup.policy",
                "compact,delete",
                "retention.ms",
                Long.toString(Duration.ofDays(31).toMillis()))),
        /** Three years, by the broker's clock: a record is found by the moment at which it was written. */
        YEARS(Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(Duration.ofDays(3 * 366L).toMillis()),
                "message.timestamp.type",
                "LogAppendTime"));

        private final Map<String, String> config;

        Retention(Map<String, String> config) {
            this.config = config;
        }

        /** For people: "for ever". */
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** The topic's configuration in Kafka's own words. */
        public Map<String, String> config() {
            return config;
        }
    }

    /** The subject its key schema is registered under (TopicNameStrategy). */
    public String keySubject() {
        return name + "-key";
    }

    /** The subject its value schema is registered under (TopicNameStrategy). */
    public String valueSubject() {
        return name + "-value";
    }
}
