package vn.hanoi.datahub.ingest.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** The settings of the ingest service. */
@ConfigurationProperties("hub")
public record IngestProperties(Ingest ingest) {

    /**
     * Settings under {@code hub.ingest}.
     *
     * @param acknowledgeWithin how long a response waits for Kafka; less than 5 s
     * @param quota default for agencies for which the catalogue specifies none
     * @param processors addresses of the processors, which know what events would change
     * @param instance name of this instance, unique and kept across restarts: files in progress belong to it
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
                throw new IllegalArgumentException("hub.ingest.max-body must be below 2 GB, and max-batch at least 1");
            }
            if (acknowledgeWithin.compareTo(Duration.ofSeconds(5)) >= 0) {
                throw new IllegalArgumentException("hub.ingest.acknowledge-within must be below 5s");
            }
        }
    }

    /**
     * The default quota of an agency.
     *
     * @param events events per second
     * @param bytes bytes per second
     */
    public record Quota(long events, DataSize bytes) {}

    /**
     * Settings for files.
     *
     * @param folder where files wait
     * @param largest maximum size of a file
     * @param waiting maximum size of an agency's files that are waiting on this instance
     * @param unpacked maximum unpacked size of an XLSX file
     * @param workers how many files are processed at the same time
     * @param processorGroup prefix of the name of the processor's consumer group
     * @param mostBehind how many events of a topic the processor may be behind before a file has to wait
     */
    public record Files(
            Path folder,
            DataSize largest,
            DataSize waiting,
            DataSize unpacked,
            int workers,
            String processorGroup,
            long mostBehind) {
        public Files {
            if (waiting.compareTo(largest) < 0) {
                throw new IllegalArgumentException(
                        "hub.ingest.files.waiting (HUB_FILES_WAITING) must be at least hub.ingest.files.largest: a file waits, too");
            }
        }
    }

    /**
     * Settings for MQTT.
     *
     * @param url mqtt://host:port or mqtts://host:port; empty if there is no broker
     * @param clientId empty to derive it from the instance's name
     * @param share the group of instances that share the messages; empty for one instance
     */
    public record Mqtt(String url, String user, String password, String clientId, String share) {}
}
