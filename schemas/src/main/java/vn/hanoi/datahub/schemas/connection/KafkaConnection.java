package vn.hanoi.datahub.schemas.connection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/** Where Kafka's brokers are, and what they ask of a client before they let it in. Every client of the hub is made with one. */
public final class KafkaConnection {

    private final Map<String, Object> settings;

    private KafkaConnection(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * @param servers bootstrap servers, host:port and commas between
     */
    public static KafkaConnection to(String servers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    /**
     * @param servers bootstrap servers, host:port and commas between
     * @param file properties as Kafka's own tools take them ({@code security.protocol}, {@code sasl.…}, {@code ssl.…}); empty where Kafka asks for nothing
     * @throws IllegalArgumentException when the file cannot be read
     */
    public static KafkaConnection to(String servers, String file) {
        if (file.isEmpty()) {
            return to(servers);
        }
        Properties given = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            given.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the settings for Kafka cannot be read from " + file + ": HUB_KAFKA_SETTINGS names the file", e);
        }
        Map<String, Object> settings = new HashMap<>();
        given.forEach((name, value) -> settings.put((String) name, value));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return new KafkaConnection(settings);
    }

    /** The settings of a client: these, and its own. */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }

    /** The settings of a client that has none of its own. */
    public Map<String, Object> plain() {
        return settings;
    }

    /** The addresses; a password is never shown. */
    @Override
    public String toString() {
        return "Kafka at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
