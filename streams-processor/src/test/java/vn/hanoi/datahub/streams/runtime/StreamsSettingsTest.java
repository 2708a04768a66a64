package vn.hanoi.datahub.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

class StreamsSettingsTest {

    private static Map<String, Object> ofProducers(String protocol) {
        StreamsSettings settings = new StreamsSettings(
                new ProcessorProperties(
                        "broker:9092",
                        "",
                        "mock://settings",
                        "",
                        new ProcessorProperties.Processor(
                                "hub",
                                "one",
                                Path.of("state"),
                                1,
                                6,
                                0,
                                protocol,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(20))),
                CatalogueLoader.load(CatalogueFiles.shipped()),
                Registry.at("mock://settings"));
        return new StreamsConfig(settings.asProperties()).getProducerConfigs("any");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void whatItPublishesIsCompressedAsReadersAreTold(String protocol) {
        assertThat(ofProducers(protocol)).containsEntry("compression.type", KafkaConnection.COMPRESSION);
    }
}
