package vn.hanoi.datahub.schemas.topic;

import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A topic as a typed value: what it is called, keyed by and kept for.
 *
 * @param keyMeaning what the key identifies, for people
 * @param owner the service that writes it
 */
public record Topic(String name, Schema key, Schema value, String keyMeaning, String owner, Retention retention) {

    /** How long the log keeps what was written. */
    public enum Retention {
        /** For ever: the log is the hub's memory, and every value can be made again from it. */
        FOR_EVER(Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
        /** For ever, and stamped by the broker, so that a back-dated event is as safe as any other. */
        FOR_EVER_BY_APPEND_TIME(
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "message.timestamp.type", "LogAppendTime")),
        /** The newest record of each key. */
        COMPACTED(Map.of("cleanup.policy", "compact")),
        /** Three years. */
        YEARS(Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(3L * 366 * 24 * 3600 * 1000)));

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
