package vn.hanoi.datahub.query.config;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The query service's settings.
 *
 * @param kafka bootstrap servers
 * @param catalogue folder with a catalogue of the operator's; empty for the shipped one
 */
@ConfigurationProperties("hub")
record QueryProperties(String kafka, String catalogue, Query query) {

    /**
     * @param processorGroup the processor's consumer group, whose positions say what is pending
     * @param processors addresses of the running processors
     * @param recentHours how far hourly values are kept in memory; older ones are read from the history
     * @param recentDays the same of daily values
     * @param boundaries GeoJSON file with the boundaries of units; empty for none
     * @param history where the history lies
     * @param openData who publishes open data, and when
     * @param liveWindow how many live updates can be resumed from
     * @param heartbeat how often a quiet connection says that it is alive
     */
    record Query(
            String processorGroup,
            List<String> processors,
            Duration recentHours,
            Duration recentDays,
            String boundaries,
            History history,
            OpenData openData,
            int liveWindow,
            Duration heartbeat) {
        Query {
            if (liveWindow < 1 || heartbeat.toMillis() < 1) {
                throw new IllegalArgumentException("hub.query.live-window and heartbeat are more than 0");
            }
        }
    }

    /**
     * @param url {@code jdbc:duckdb:<file>} or {@code jdbc:postgresql://host:port/database}
     * @param memory what DuckDB may use
     */
    record History(String url, String user, String password, String memory) {}

    /**
     * @param publisher for people
     * @param contact {@code mailto:…}; empty for none
     * @param licence URI of the licence
     * @param every how often it is looked whether something is to be released
     * @param rest so long figures must not have changed before they are released
     */
    record OpenData(String publisher, String contact, String licence, Duration every, Duration rest) {}
}
