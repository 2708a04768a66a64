package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** Options for Kafka and the schema registry, for commands that use these directly and not the services. */
final class KafkaOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Bootstrap servers (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:HUB_KAFKA:-127.0.0.1:9092}")
    private String kafka = "";

    @Option(
            names = "--kafka-settings",
            paramLabel = "FILE",
            description =
                    "Properties file with the client settings that Kafka requires: security.protocol, sasl.*, ssl.*.",
            defaultValue = "${env:HUB_KAFKA_SETTINGS:-}")
    private String settings = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry (default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:HUB_REGISTRY:-http://127.0.0.1:8085}")
    private String registry = "";

    KafkaConnection connection() {
        return KafkaConnection.to(kafka, settings);
    }

    Registry registry() {
        return Registry.at(registry);
    }

    /**
     * Returns the key that authorizes schema changes at the registry: from {@code HUB_SERVICE_KEY}, or from the file
     * that {@code HUB_SERVICE_KEY_FILE} names; empty where neither is set.
     */
    ServiceKey serviceKey() {
        String file = System.getenv("HUB_SERVICE_KEY_FILE");
        try {
            return new ServiceKey(
                    file == null
                            ? System.getenv().getOrDefault("HUB_SERVICE_KEY", "")
                            : Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("HUB_SERVICE_KEY_FILE cannot be read", e);
        }
    }

    String registryUrl() {
        return registry;
    }
}
