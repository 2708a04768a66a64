package vn.hanoi.datahub.streams.config;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The processor's settings.
 *
 * @param kafka bootstrap servers
 * @param registry address of the schema registry
 * @param catalogue folder with a catalogue of the operator's; empty for the shipped one
 */
@ConfigurationProperties("hub")
record ProcessorProperties(String kafka, String registry, String catalogue, Processor processor) {

    /**
     * @param partitions of the shuffle; fixed once data exist
     * @param standbys copies of the state kept warm on other instances
     */
    record Processor(
            String applicationId,
            String instance,
            Path state,
            int threads,
            int partitions,
            int standbys,
            Duration commit) {
        Processor {
            if (threads < 1 || partitions < 1 || standbys < 0) {
                throw new IllegalArgumentException(
                        "hub.processor needs threads and partitions of at least 1 and standbys of at least 0");
            }
        }
    }
}
