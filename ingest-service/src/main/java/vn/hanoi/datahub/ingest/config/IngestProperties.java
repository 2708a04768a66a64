package vn.hanoi.datahub.ingest.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The front door's settings.
 *
 * @param kafka bootstrap servers
 * @param catalogue folder with a catalogue of the operator's; empty for the shipped one
 */
@ConfigurationProperties("hub")
record IngestProperties(String kafka, String catalogue, Ingest ingest) {

    /**
     * @param acknowledgeWithin how long an answer waits for Kafka; below 5 s
     * @param quota of agencies for which the catalogue names none
     */
    record Ingest(DataSize maxBody, int maxBatch, Duration clockTolerance, Duration acknowledgeWithin, Quota quota) {
        Ingest {
            if (maxBody.toBytes() >= Integer.MAX_VALUE || maxBatch < 1) {
                throw new IllegalArgumentException("hub.ingest.max-body is below 2 GB and max-batch at least 1");
            }
            if (acknowledgeWithin.compareTo(Duration.ofSeconds(5)) >= 0) {
                throw new IllegalArgumentException("hub.ingest.acknowledge-within is below 5s");
            }
        }
    }

    /**
     * @param events a second
     * @param bytes a second
     */
    record Quota(long events, DataSize bytes) {}
}
