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
 * A topic as a typed value: its name, its schemas and serdes, the services that write it, and how long Kafka keeps it.
 *
 * @param <K> type of its keys
 * @param <V> type of its values: the class generated from the schema, or {@link GenericRecord} for events, whose types
 *     are data
 * @param keyMeaning what the key identifies, in words
 * @param owners the services that write it
 * @param isOfBodies whether values stay Avro bytes, without a schema id
 */
public record Topic<K, V>(
        String name,
        Schema key,
        Schema value,
        String keyMeaning,
        Set<String> owners,
        Retention retention,
        boolean isOfBodies) {

    /** Keeps the order of the owners, because it is displayed. */
    public Topic {
        owners = Collections.unmodifiableSet(new LinkedHashSet<>(owners));
    }

    public Topic(String name, Schema key, Schema value, String keyMeaning, Set<String> owners, Retention retention) {
        this(name, key, value, keyMeaning, owners, retention, false);
    }

    /**
     * Returns the same topic for code that writes or reads its values field by field: there are too many of them to
     * create objects.
     */
    public Topic<K, byte[]> ofBodies() {
        return new Topic<>(name, key, value, keyMeaning, owners, retention, true);
    }

    /** Returns a topic keyed by text, with values of a generated class. */
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

    public Serde<K> keys(Registry registry) {
        return Serdes.serdeFrom(registry.serializer(true), registry.deserializer(key));
    }

    @SuppressWarnings("unchecked") // only ofBodies makes a topic of bodies
    public Serde<V> values(Registry registry) {
        return isOfBodies
                ? (Serde<V>) Serdes.serdeFrom(registry.framing(value, false), registry.bodies(value))
                : Serdes.serdeFrom(registry.serializer(false), registry.deserializer(value));
    }

    /** A year and a month, so that a month can be compared with the same month of the previous year. */
    public static final Duration THIRTEEN_MONTHS = Duration.ofDays(400);

    /** How long Kafka keeps a topic's records. */
    public enum Retention {
        /** Indefinitely: the log is the hub's memory, and every value can be recomputed from it. */
        UNLIMITED(Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
        /** Indefinitely, with the broker's timestamps, so that a back-dated event is as safe as any other. */
        UNLIMITED_BY_APPEND_TIME(
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "message.timestamp.type", "LogAppendTime")),
        /** The newest record of each key. */
        COMPACTED(Map.of("cleanup.policy", "compact")),
        /** The newest record of each key, for thirteen months after it was written. */
        COMPACTED_FOR_13_MONTHS(
                Map.of("cleanup.policy", "compact,delete", "retention.ms", Long.toString(THIRTEEN_MONTHS.toMillis()))),
        /** The newest record of each key, for 31 days after it was written. */
        COMPACTED_FOR_31_DAYS(Map.of(
                "cleanup.policy",
                "compact,delete",
                "retention.ms",
                Long.toString(Duration.ofDays(31).toMillis()))),
        /** Three years by the broker's clock, so that a record can be found by the time at which it was written. */
        THREE_YEARS(Map.of(
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

        /** Returns the retention in words: "unlimited". */
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Returns the topic's configuration, by Kafka's own names. */
        public Map<String, String> config() {
            return config;
        }
    }

    /** Returns the subject under which its key schema is registered (TopicNameStrategy). */
    public String keySubject() {
        return name + "-key";
    }

    /** Returns the subject under which its value schema is registered (TopicNameStrategy). */
    public String valueSubject() {
        return name + "-value";
    }
}
