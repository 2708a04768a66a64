package vn.hanoi.datahub.streams.runtime;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/**
 * The processor's settings.
 *
 * @param kafka bootstrap servers
 * @param kafkaSettings file with the client settings that Kafka requires; empty for none
 * @param registry address of the schema registry
 * @param catalogue folder with the operator's own catalogue; empty for the built-in one
 */
@ConfigurationProperties("hub")
record ProcessorProperties(String kafka, String kafkaSettings, String registry, String catalogue, Processor processor) {

    KafkaConnection connection() {
        return KafkaConnection.to(kafka, kafkaSettings);
    }

    /**
     * @param partitions of the shuffle; fixed once data exist
     * @param standbys copies of the state kept warm on other instances; with the protocol {@code streams}, the groups'
     *     settings at the brokers determine them
     * @param exitAfter delay between a permanent failure of the streams and the end of the process
     * @param groupProtocol {@code classic} or {@code streams}
     */
    record Processor(
            String applicationId,
            String instance,
            Path state,
            int threads,
            int partitions,
            int standbys,
            String groupProtocol,
            Duration commit,
            Duration exitAfter) {
        Processor {
            if (groupProtocol.equals("streams") && standbys > 0) {
                throw new IllegalArgumentException(
                        "HUB_GROUP_PROTOCOL=streams leaves standbys to the brokers (streams.num.standby.replicas of each group): HUB_STANDBYS must be 0");
            }
            if (threads < 1 || partitions < 1 || standbys < 0) {
                throw new IllegalArgumentException(
                        "hub.processor needs threads and partitions of at least 1 and standbys of at least 0");
            }
        }
    }
}
