package vn.hanoi.datahub.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Kafka is, and what it asks of a client. */
class KafkaConnectionTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatKafkaAsksFor_asItsOwnToolsDo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                "# a comment\nsecurity.protocol=SASL_SSL\nsasl.jaas.config=x password=\"hush\";\nbootstrap.servers=elsewhere:1\n");

        KafkaConnection kafka = KafkaConnection.to("broker:9092", file.toString());

        assertThat(kafka.plain())
                .isEqualTo(Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.jaas.config",
                        "x password=\"hush\";",
                        "bootstrap.servers",
                        "broker:9092"));
        assertThat(kafka).hasToString("Kafka at broker:9092");
    }

    @Test
    void aClientsOwnSettingsGoBeforeThose() {
        KafkaConnection kafka = KafkaConnection.to("broker:9092", "");

        assertThat(kafka.with(Map.of("acks", "all", "bootstrap.servers", "other:1")))
                .isEqualTo(Map.of("acks", "all", "bootstrap.servers", "other:1"));
        assertThat(kafka.plain()).isEqualTo(Map.of("bootstrap.servers", "broker:9092"));
    }

    /**
     * Java's client and librdkafka read LZ4 by default; what other clients need for it is told to those who read the
     * topics. House rules let only this class and Kafka Streams' clients create producers.
     */
    @Test
    void everyProducerCompressesAsReadersAreTold() throws IOException {
        KafkaConnection kafka = KafkaConnection.to("broker:9092");

        for (Map<String, String> own :
                List.of(Map.<String, String>of(), Map.of("compression.type", "zstd", "linger.ms", "5"))) {
            assertThat(kafka.producing(Duration.ofSeconds(4), own)).containsEntry("compression.type", "lz4");
        }
        assertThat(kafka.producing(Duration.ofSeconds(4), Map.of("linger.ms", "5")))
                .containsEntry("linger.ms", "5");
        assertThat(KafkaConnection.COMPRESSION).isEqualTo("lz4");
        assertThat(Files.readString(Path.of("../docs/TOPICS.md")))
                .contains("**Records are compressed with LZ4.**", "`pip install lz4`", "`kafkajs-lz4`");
    }

    @Test
    void saysWhichFileCannotBeRead_andWhoNamesIt() {
        String file = folder.resolve("none").toString();

        assertThatThrownBy(() -> KafkaConnection.to("broker:9092", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the settings for Kafka cannot be read from " + file + ": HUB_KAFKA_SETTINGS names the file");
    }
}
