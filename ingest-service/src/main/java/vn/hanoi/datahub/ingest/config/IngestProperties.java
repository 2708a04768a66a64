package vn.hanoi.datahub.ingest.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * The front door's settings.
 *
 * @param kafka bootstrap servers
 * @param kafkaSettings file with what Kafka asks of a client; empty for nothing
 * @param catalogue folder with a catalogue of the operator's; empty for the shipped one
 */
@ConfigurationProperties("hub")
public record IngestProperties(String kafka, String kafkaSettings, String catalogue, Ingest ingest) {

    /** How Kafka is reached. */
    KafkaConnection connection() {
        return KafkaConnection.to(kafka, kafkaSettings);
    }

    /**
     * @param acknowledgeWithin how long an answer waits for Kafka; below 5 s
     * @param quota of agencies for which the catalogue names none
     * @param processors addresses of those that can say what events would change
     * @param instance one name for each instance, kept over restarts: files in work are its own
     */
    public record Ingest(
            DataSize maxBody,
            int maxBatch,
            Duration clockTolerance,
            Duration acknowledgeWithin,
            Quota quota,
            List<String> processors,
            String instance,
            Files files,
            Mqtt mqtt) {
        public Ingest {
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
    public record Quota(long events, DataSize bytes) {}

    /**
     * @param folder where files wait
     * @param largest most bytes of a file
     * @param unpacked most bytes an XLSX unpacks to
     * @param workers how many files are worked on at a time
     * @param processorGroup begins the name of the processor's consumer group
     * @param mostBehind how many events of a topic the processor may be behind while a file goes on
     */
    public record Files(
            Path folder, DataSize largest, DataSize unpacked, int workers, String processorGroup, long mostBehind) {}

    /**
     * @param url mqtt://host:port or mqtts://host:port; empty where no broker is listened to
     * @param clientId empty for one made from the instance's name
     * @param share the group of instances that share the messages; empty for one instance
     */
    public record Mqtt(String url, String user, String password, String clientId, String share) {}
}
