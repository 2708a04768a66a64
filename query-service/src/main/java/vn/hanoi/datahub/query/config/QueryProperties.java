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
     * @param liveWindow how many live updates can be resumed from
     * @param heartbeat how often a quiet connection says that it is alive
     */
    record Query(String processorGroup, List<String> processors, int liveWindow, Duration heartbeat) {
        Query {
            if (liveWindow < 1 || heartbeat.toMillis() < 1) {
                throw new IllegalArgumentException("hub.query.live-window and heartbeat are more than 0");
            }
        }
    }
}
