package vn.hanoi.datahub.schemas.connection;

import static java.util.Map.entry;

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
 * Connection to Kafka: the brokers' addresses, and the security settings they require of a client. Every client of the
 * hub is created here, except those that Kafka Streams creates itself with {@link #with}.
 */
public final class KafkaConnection {

    /** The compression of all records, which docs/TOPICS.md and the AsyncAPI document tell their readers about. */
    public static final String COMPRESSION = "lz4";

    private static final String READ_COMMITTED = "read_committed";

    /** Ten times Kafka's default: these consumers read to the end of a topic, and each poll has a cost. */
    private static final int MOST_RECORDS = 5_000;

    /**
     * How long the broker may delay its response to a fetch while nothing new arrives. New records are returned
     * immediately; an idle mirror sends a quarter of the requests that it would with Kafka's half second.
     */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(2);

    /** Kafka's own default. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final Map<String, Object> settings;

    private KafkaConnection(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * Returns a connection to a Kafka that requires no security settings.
     *
     * @param servers bootstrap servers, as host:port separated by commas
     */
    public static KafkaConnection to(String servers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers));
    }

    /**
     * Returns a connection with the settings in a file.
     *
     * @param servers bootstrap servers, as host:port separated by commas
     * @param file properties in the format of Kafka's own tools ({@code security.protocol}, {@code sasl.…},
     *     {@code ssl.…}); empty where Kafka requires none
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
     * Returns a consumer of committed records that belongs to no group: the caller assigns its partitions and sets
     * where it begins.
     */
    public <K, V> Consumer<K, V> reader(Deserializer<K> keys, Deserializer<V> values) {
        return reader(keys, values, LONGEST_ANSWER);
    }

    /**
     * Returns such a consumer for a read that a caller waits for.
     *
     * @param answerWithin how long each call but a poll may take
     */
    public <K, V> Consumer<K, V> reader(Deserializer<K> keys, Deserializer<V> values, Duration answerWithin) {
        return ungrouped(
                with(Map.ofEntries(
                        entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) answerWithin.toMillis()),
                        entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED),
                        entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) LONGEST_FETCH.toMillis()),
                        entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS))),
                keys,
                values);
    }

    /** Returns a consumer that closes without waiting: it has no group to leave, and needs no pending fetch. */
    private static <K, V> Consumer<K, V> ungrouped(
            Map<String, Object> settings, Deserializer<K> keys, Deserializer<V> values) {
        return new KafkaConsumer<>(settings, keys, values) {
            @Override
            public void close() {
                close(CloseOptions.timeout(Duration.ZERO));
            }
        };
    }

    /**
     * Returns a consumer of committed records that fetches as little as possible: for single records at known offsets.
     *
     * @param answerWithin how long each call but a poll may take
     */
    public Consumer<byte[], byte[]> recordReader(Duration answerWithin) {
        return ungrouped(
                with(Map.of(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) answerWithin.toMillis(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        READ_COMMITTED,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none", // a missing record must not be replaced by another one
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        65_536)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Returns a consumer of committed records that stores its offsets in a group, and only when the caller commits
     * them.
     *
     * @param group one of {@link vn.hanoi.datahub.schemas.topic.Groups}
     * @param mostRecords maximum number of records that one poll returns
     */
    public Consumer<byte[], byte[]> member(String group, int mostRecords) {
        return new KafkaConsumer<>(
                with(Map.ofEntries(
                        entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                        entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                        // the caller sets where a member without an offset begins
                        entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                        entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords),
                        entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED))),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Returns an idempotent producer that requires acknowledgement by all in-sync replicas.
     *
     * @param answerWithin how long {@code send} may block, and how long the delivery of a record may take: with Kafka's
     *     default of two minutes, a caller would wait that long for a response
     * @param own settings of this producer; they take precedence, except over the compression
     */
    public <K, V> Producer<K, V> producer(
            Serializer<K> keys, Serializer<V> values, Duration answerWithin, Map<String, ?> own) {
        return new KafkaProducer<>(producing(answerWithin, own), keys, values);
    }

    Map<String, Object> producing(Duration answerWithin, Map<String, ?> own) {
        int millis = (int) answerWithin.toMillis();
        Map<String, Object> config = with(Map.ofEntries(
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis),
                entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis),
                entry(ProducerConfig.LINGER_MS_CONFIG, 0)));
        config.putAll(own);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
        return config;
    }

    /** Returns an admin client with Kafka's default timeouts. */
    public Admin admin() {
        return Admin.create(settings);
    }

    /**
     * Returns an admin client for requests that a caller waits for.
     *
     * @param answerWithin how long a call may take
     */
    public Admin admin(Duration answerWithin) {
        int millis = (int) answerWithin.toMillis();
        return Admin.create(with(Map.ofEntries(
                entry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis),
                entry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis))));
    }

    /** Returns the settings of a client: these, overridden by its own. */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(own);
        return all;
    }

    /** Returns the settings of a client that has none of its own. */
    public Map<String, Object> plain() {
        return settings;
    }

    /** Returns the addresses; a password is never shown. */
    @Override
    public String toString() {
        return "Kafka at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
