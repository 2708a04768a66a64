package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * The query service's settings.
 *
 * @param kafka bootstrap servers
 * @param kafkaSettings file with what Kafka asks of a client; empty for nothing
 * @param catalogue folder with a catalogue of the operator's; empty for the shipped one
 */
@ConfigurationProperties("hub")
public record QueryProperties(String kafka, String kafkaSettings, String catalogue, Query query) {

    /** How Kafka is reached. */
    KafkaConnection connection() {
        return KafkaConnection.to(kafka, kafkaSettings);
    }

    /**
     * @param processorGroup the processor's consumer group, whose positions say what is pending
     * @param processors addresses of the running processors
     * @param recentHours how far hourly values are kept in memory; older ones are read from the history
     * @param recentDays the same of daily values
     * @param boundaries GeoJSON file with the boundaries of units; empty for none
     * @param history where the history lies
     * @param openData who publishes open data, and when
     * @param webhooks how updates are sent
     * @param readers who may read values
     * @param frontDoor address of the ingest service, which an operator works with through here
     * @param liveWindow how many live updates can be resumed from
     * @param heartbeat how often a quiet connection says that it is alive
     */
    public record Query(
            String processorGroup,
            List<String> processors,
            Duration recentHours,
            Duration recentDays,
            String boundaries,
            History history,
            OpenData openData,
            Webhooks webhooks,
            Readers readers,
            String frontDoor,
            int liveWindow,
            Duration heartbeat) {
        public Query {
            if (liveWindow < 1 || heartbeat.toMillis() < 1) {
                throw new IllegalArgumentException("hub.query.live-window and heartbeat are more than 0");
            }
        }
    }

    /** Who may read values, single counts among them. */
    public enum Readers {
        /** Everybody who reaches the service. */
        EVERYBODY,
        /** Everybody; of what counts people a caller without a key or token sees what open data show. */
        PROTECTED,
        /** Callers with a key or token; everybody else has the open data. */
        KNOWN
    }

    /**
     * @param url {@code jdbc:duckdb:<file>} or {@code jdbc:postgresql://host:port/database}
     * @param memory what DuckDB may use
     * @param exact so long every revision is kept; of what is older the last of each crowded minute
     */
    public record History(String url, String user, String password, String memory, Duration exact) {}

    /**
     * @param publisher for people
     * @param contact {@code mailto:…}; empty for none
     * @param licence URI of the licence
     * @param every how often it is looked whether something is to be released
     * @param settles so long after its end a period is not released yet
     * @param rest so long figures must not have changed before they are released
     */
    public record OpenData(
            String publisher, String contact, String licence, Duration every, Duration settles, Duration rest) {}

    /**
     * @param key what subscribers' secrets are made of; empty where none are sent
     * @param local whether plain HTTP and this machine itself are sent to, for trying it out
     * @param firstWait how long it waits after a subscriber's first failure
     * @param giveUpAfter so long without success it goes on trying
     */
    public record Webhooks(String key, boolean local, Duration firstWait, Duration giveUpAfter) {}
}
