package vn.hanoi.datahub.schemas.connection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Where Kafka's brokers are, and what they ask of a client before they let it in. Every client of the hub is created
 * here, except those that Kafka Streams creates for itself with {@link #with}.
 */
public final class KafkaConnection {

    private static final String READ_COMMITTED = "read_committed";

    /** Ten times Kafka's default: what is read here is read to an end, and each poll costs. */
    private static final int MOST_RECORDS = 5_000;

    /**
     * How long the broker holds back its answer to a fetch while nothing new arrives. What arrives is answered at once;
     * an idle mirror asks four times less than with Kafka's half second.
     */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(2);

    private final Map<String, Object> settings;

    private KafkaConnection(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** @param servers bootstrap servers, host:port and commas between */
    public static KafkaConnection to(String servers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    /**
     * @param servers bootstrap servers, host:port and commas between
     * @param file properties as Kafka's own tools take them ({@code security.protocol}, {@code sasl.…}, {@code ssl.…});
     *     empty where Kafka asks for nothing
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

    /**
     * A consumer of committed records that belongs to no group: it is assigned its partitions and told where to begin.
     */
    public <K, V> Consumer<K, V> reader(Deserializer<K> keys, Deserializer<V> values) {
        return new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        READ_COMMITTED,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        (int) LONGEST_FETCH.toMillis(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST_RECORDS)),
                keys,
                values) {
            /** There is no group to leave; waiting would be for a fetch that nobody needs any more. */
            @Override
            public void close() {
                close(CloseOptions.timeout(Duration.ZERO));
            }
        };
    }

    /** A consumer of committed records that fetches as little as it can: for single records whose offsets are known. */
    public Consumer<byte[], byte[]> recordReader() {
        return new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        READ_COMMITTED,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none", // a record that is gone must not be answered with another one
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        65_536)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * A consumer of committed records that stores its offsets in a group, and only when it is told to.
     *
     * @param group one of {@link vn.hanoi.datahub.schemas.topic.Groups}
     * @param mostRecords how many records one poll returns at most
     */
    public Consumer<byte[], byte[]> member(String group, int mostRecords) {
        return new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none", // a member that has no offset yet is told where to begin
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        mostRecords,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        READ_COMMITTED)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * A producer that is acknowledged by all replicas and writes each record once.
     *
     * @param answerWithin how long {@code send} may block, and how long a record may be on its way: Kafka's own two
     *     minutes would be two minutes of silence for a caller
     * @param own settings of this producer; they win
     */
    public <K, V> Producer<K, V> producer(
            Serializer<K> keys, Serializer<V> values, Duration answerWithin, Map<String, ?> own) {
        int millis = (int) answerWithin.toMillis();
        Map<String, Object> config = with(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis,
                ProducerConfig.LINGER_MS_CONFIG,
                0));
        config.putAll(own);
        return new KafkaProducer<>(config, keys, values);
    }

    /** An administrator with Kafka's own time limits. */
    public Admin admin() {
        return Admin.create(settings);
    }

    /**
     * An administrator for questions that a caller waits for.
     *
     * @param answerWithin how long a call may take
     */
    public Admin admin(Duration answerWithin) {
        int millis = (int) answerWithin.toMillis();
        return Admin.create(with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis)));
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
