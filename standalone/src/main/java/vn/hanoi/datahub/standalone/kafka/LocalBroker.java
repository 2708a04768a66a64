package vn.hanoi.datahub.standalone.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.TransactionVersion;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * A real Kafka broker and controller (KRaft) in this JVM, with its log on disk. It is the production class with the
 * production log format: any Kafka of that version can read what it wrote.
 */
public final class LocalBroker implements AutoCloseable {

    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;

    private LocalBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts the broker on its folder, which is formatted if it is new.
     *
     * @throws IllegalStateException when it cannot start; the message says what to do
     */
    public static LocalBroker start(Path folder, String bind, int port) {
        try {
            Files.createDirectories(folder);
            Path log = folder.toAbsolutePath();
            if (!Files.exists(log.resolve("meta.properties"))) {
                format(log);
            }
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(config(log, bind, port), false), Time.SYSTEM);
            server.startup();
            return new LocalBroker(server);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Kafka cannot start on port " + port + " with " + folder + ": " + e.getMessage()
                            + ". Is another hub running? Use HUB_KAFKA_PORT and --data to set another port and folder.",
                    e);
        }
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                // With version 2 of the transaction protocol, a killed broker left its group an offset commit that no
                // transaction owned any more, and the group's partitions were blocked permanently.
                .setFeatureLevel(TransactionVersion.FEATURE_NAME, TransactionVersion.TV_1.featureLevel())
                .run();
    }

    /**
     * Returns the configuration for one machine: nothing is replicated, and a killed broker is fenced after five
     * seconds instead of nine.
     */
    static Properties config(Path log, String bind, int port) {
        int controllerPort = freePort();
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("controller.listener.names", CONTROLLER);
        config.put(
                "listeners", "PLAINTEXT://" + bind + ":" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        config.put("advertised.listeners", "PLAINTEXT://" + (bind.equals("0.0.0.0") ? "127.0.0.1" : bind) + ":" + port);
        config.put("log.dirs", log.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("default.replication.factor", "1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        // Offsets and transactions are read again at every start, before any group may resume. Only closed segments are
        // compacted: with Kafka's default of 100 MB, a start after an hour reads for ten seconds or more, and a broker
        // that is fenced meanwhile (Kafka 4.2.1) treats the half-read state as complete and never serves a group again.
        config.put("offsets.topic.segment.bytes", Integer.toString(4 << 20));
        config.put("transaction.state.log.segment.bytes", Integer.toString(4 << 20));
        // By default a group's offsets are gone after seven days without a member: after a longer stop of the hub, or
        // of one webhook, everything would be read again, and sent again to webhooks.
        config.put("offsets.retention.minutes", Long.toString(Topic.THIRTEEN_MONTHS.toMinutes()));
        config.put("broker.session.timeout.ms", "5000");
        config.put("broker.heartbeat.interval.ms", "1000");
        // A quorum of one needs no records that show it is alive; by default, it writes two per second to its log.
        config.put("metadata.max.idle.interval.ms", "0");
        // Each thread wakes up three times a second to look for work; Kafka's defaults are for a dedicated machine.
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("log.segment.bytes", Integer.toString(64 << 20));
        return config;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
