package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The query service's settings. */
@ConfigurationProperties("hub")
public record QueryProperties(Query query) {

    /**
     * @param processorGroup the processor's consumer group, whose positions show which events are pending
     * @param processors addresses of the running processors
     * @param recentHours how long hourly values are kept in memory; older ones are read from the history
     * @param recentDays how long daily values are kept in memory; older ones are read from the history
     * @param boundaries GeoJSON file with the boundaries of areas; empty for none
     * @param history where the history is stored
     * @param openData who publishes open data, and when
     * @param webhooks how updates are sent
     * @param readers who may read values
     * @param frontDoor address of the ingest service, to which operators' requests are forwarded
     * @param liveWindow how many of the newest live updates a client can resume from
     * @param heartbeat interval between heartbeats on an idle connection
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

    /** Who may read values, including small counts. */
    public enum Readers {
        /** Everyone who can reach the service. */
        EVERYBODY,
        /** Everyone, but for counts of people, callers without a key or token see only what the open data show. */
        PROTECTED,
        /** Callers with a key or token; all others have only the open data. */
        KNOWN
    }

    /**
     * @param url {@code jdbc:duckdb:<file>} or {@code jdbc:postgresql://host:port/database}
     * @param memory how much memory DuckDB may use
     * @param exact how long every revision is kept; afterwards only the last one of each crowded minute is kept
     */
    public record History(String url, String user, String password, String memory, Duration exact) {}

    /**
     * @param publisher display name of the publisher
     * @param contact {@code mailto:…}; empty for none
     * @param licence URI of the licence
     * @param every how often to check whether there is something to release
     * @param settles how long after its end a period must wait before it is released
     * @param rest how long figures must be unchanged before they are released
     */
    public record OpenData(
            String publisher, String contact, String licence, Duration every, Duration settles, Duration rest) {}

    /**
     * @param key key from which subscribers' secrets are derived; empty if no updates are sent
     * @param local whether plain HTTP and addresses of this machine are allowed, for trials
     * @param firstWait delay after a subscriber's first failure
     * @param giveUpAfter how long attempts continue without success
     */
    public record Webhooks(String key, boolean local, Duration firstWait, Duration giveUpAfter) {}
}
