package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka that takes nobody it does not know and lets nobody do more than he may: TLS, SASL, ACLs. */
final class SecuredBroker implements AutoCloseable {

    /** Who provisions; the broker's superuser. */
    static final String ADMIN = "admin";

    private static final List<String> USERS =
            List.of(ADMIN, "ingest-service", "streams-processor", "query-service", "schema-registry", "stranger");

    private final Path folder;
    private final TestCertificate certificate;
    private final KafkaRaftServer server;

    private SecuredBroker(Path folder, TestCertificate certificate, KafkaRaftServer server) {
        this.folder = folder;
        this.certificate = certificate;
        this.server = server;
    }

    /** @param folder where its data lie, and the settings of those that ask it */
    static SecuredBroker start(Path folder, int port, TestCertificate certificate) throws Exception {
        List<Integer> controller = RunningHub.freePorts(1);
        Path log = Files.createDirectories(folder.resolve("kafka"));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .run();
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(config(certificate, log, port, controller.get(0)), false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(folder, certificate, server);
    }

    private static Properties config(TestCertificate certificate, Path log, int port, int controllerPort) {
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("listeners", "SECURED://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "SECURED://127.0.0.1:" + port);
        config.put("listener.security.protocol.map", "SECURED:SASL_SSL,CONTROLLER:PLAINTEXT");
        config.put("inter.broker.listener.name", "SECURED");
        config.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        config.put("sasl.enabled.mechanisms", "PLAIN");
        config.put(
                "listener.name.secured.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + ADMIN
                        + "\" password=\""
                        + password(ADMIN) + "\" "
                        + USERS.stream()
                                .map(user -> "user_" + user + "=\"" + password(user) + "\"")
                                .collect(Collectors.joining(" "))
                        + ";");
        config.put("ssl.keystore.type", "PKCS12");
        config.put("ssl.keystore.location", certificate.store.toString());
        config.put("ssl.keystore.password", TestCertificate.PASSWORD);
        config.put("ssl.truststore.type", "PEM");
        config.put("ssl.truststore.location", certificate.certificate.toString());
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("allow.everyone.if.no.acl.found", "false");
        config.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS"); // the controller's own listener is plain
        config.put("log.dirs", log.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("default.replication.factor", "1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        return config;
    }

    private static String password(String user) {
        return "secret-of-" + user;
    }

    /** The file with what a user needs to be let in. */
    Path settings(String user) throws IOException {
        return Files.writeString(
                folder.resolve(user + ".properties"), """
                security.protocol=SASL_SSL
                sasl.mechanism=PLAIN
                sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="%s";
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(user, password(user), certificate.certificate));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
