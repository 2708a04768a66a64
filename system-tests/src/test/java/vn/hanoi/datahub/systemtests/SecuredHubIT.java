package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.query.QueryApplication;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.registry.RegistryServer;
import vn.hanoi.datahub.streams.StreamsProcessorApplication;

/** With the rights that provisioning gives, and TLS on every way in, each service does its work; more it may not do. */
@Timeout(300)
class SecuredHubIT {

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    @Test
    void servicesWorkWithTheirRights_andHaveNoOthers() throws Exception {
        HubSettings settings = RunningHub.settings(folder, "");
        Catalogue catalogue = RunningHub.catalogue();
        Keys.makeOnce(folder, catalogue);
        try {
            TestCertificate certificate = TestCertificate.make(folder);
            HttpClient http =
                    HttpClient.newBuilder().sslContext(certificate.trusting()).build();
            SecuredBroker broker = SecuredBroker.start(folder, settings.ports().kafka(), certificate);
            started.push(broker);
            try (Admin admin =
                    Admin.create(as(broker, settings, SecuredBroker.ADMIN).plain())) {
                Provisioning.createTopics(admin, Topics.of(catalogue), 2, Optional.empty());
                Provisioning.grantRights(admin, Topics.of(catalogue));
            }
            // Rights hold when the broker has heard of them, a moment after they were given.
            started.push(await().ignoreExceptions()
                    .until(
                            () -> RegistryServer.start(
                                    as(broker, settings, "schema-registry"),
                                    RunningHub.SERVICE_KEY,
                                    settings.bind(),
                                    settings.ports().registry()),
                            registry -> true));
            Provisioning.registerSchemas(
                    Registry.client(settings.registryUrl(), RunningHub.SERVICE_KEY), Topics.of(catalogue));
            start(StreamsProcessorApplication.class, "streams-processor", Map.of(), broker, settings);
            start(IngestApplication.class, "ingest-service", overTls(certificate), broker, settings);
            start(QueryApplication.class, "query-service", overTls(certificate), broker, settings);

            assertThat(send(http, settings)).isEqualTo(202);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(get(
                                    http, settings, "/v1/indicators/dg.tthc_on_time/values?area=00004&period=month"))
                            .contains("\"numerator\":1"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(get(http, settings, "/v1/reconciliation"))
                            .contains("\"accepted\":1")
                            .contains("\"pending\":0"));

            assertThat(get(http, settings, "/actuator/prometheus")).contains("\"status\":404"); // it is elsewhere

            for (String service : List.of("ingest-service", "streams-processor", "query-service")) {
                mayWriteItsOwnAlone(as(broker, settings, service), service, Topics.of(catalogue));
            }
            mayNot(as(broker, settings, "query-service"), "hanoi.procedure-dossier.v1");
            mayNot(as(broker, settings, "stranger"), "hanoi.procedure-dossier.v1");
            seesHowFarTheProcessorIs(as(broker, settings, "query-service"));
            assertThatThrownBy(() -> unknown(broker, settings))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            try (var files = Files.walk(folder, 1)) {
                for (Path log :
                        files.filter(file -> file.toString().endsWith(".log")).toList()) {
                    assertThat(Files.readString(log)).as(log.toString()).doesNotContain("secret-of-");
                }
            }
        } finally {
            while (!started.isEmpty()) {
                started.pop().close();
            }
        }
    }

    private static KafkaConnection as(SecuredBroker broker, HubSettings settings, String user) throws Exception {
        return KafkaConnection.to(settings.kafka(), broker.settings(user).toString());
    }

    private static String overTls(String url) {
        return url.replace("http://", "https://");
    }

    /** As SECURITY.md has it; health and metrics stay plain, on a port of their own. */
    private static Map<String, String> overTls(TestCertificate certificate) {
        return Map.of(
                "SERVER_SSL_CERTIFICATE",
                "file:" + certificate.certificate,
                "SERVER_SSL_CERTIFICATE_PRIVATE_KEY",
                "file:" + certificate.key,
                "MANAGEMENT_SERVER_PORT",
                Integer.toString(RunningHub.freePorts(1).get(0)),
                "MANAGEMENT_SERVER_SSL_ENABLED",
                "false");
    }

    private void start(
            Class<?> application, String user, Map<String, String> more, SecuredBroker broker, HubSettings settings)
            throws Exception {
        HubSettings.Ports ports = settings.ports();
        Map<String, String> environment = new HashMap<>(Map.of(
                "HUB_QUERY_PORT", Integer.toString(ports.query()),
                "HUB_INGEST_PORT", Integer.toString(ports.ingest()),
                "HUB_PROCESSOR_PORT", Integer.toString(ports.processor()),
                "HUB_REGISTRY_PORT", Integer.toString(ports.registry()),
                "HUB_KAFKA", settings.kafka(),
                "HUB_KAFKA_SETTINGS", broker.settings(user).toString(),
                "HUB_KEYS", Keys.hashed(folder).toString(),
                "HUB_FILES", folder.resolve("files").toString(),
                "HUB_STATE", folder.resolve("streams").toString(),
                "HUB_HISTORY", "jdbc:duckdb:" + folder.resolve("values.duckdb")));
        environment.put("HUB_READERS", "everybody");
        environment.put("HUB_PARTITIONS", "2");
        environment.put("HUB_SERVICE_KEY", RunningHub.SERVICE_KEY.text());
        environment.putAll(more);
        int health = Integer.parseInt(
                environment.getOrDefault("MANAGEMENT_SERVER_PORT", Integer.toString(ports.processor())));
        ServiceProcess service = new ServiceProcess(application, health, environment, folder);
        started.push(service);
        service.launch();
        service.awaitReady();
    }

    private int send(HttpClient http, HubSettings settings) throws Exception {
        String dossier =
                FrontDoorIT.dossier("secured-1", "secured-1", "2025-08-10T10:00:00+07:00", "00004", "ONLINE_FULL");
        return http.send(
                        HttpRequest.newBuilder(URI.create(overTls(settings.ingestUrl()) + "/v1/events"))
                                .header("Content-Type", "application/cloudevents+json")
                                .header("X-API-Key", Keys.read(folder).of("H26.HCC"))
                                .POST(HttpRequest.BodyPublishers.ofString(dossier))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String get(HttpClient http, HubSettings settings, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(overTls(settings.queryUrl()) + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void mayWriteItsOwnAlone(KafkaConnection connection, String service, List<Topic<?, ?>> topics)
            throws Exception {
        try (Admin admin = Admin.create(connection.plain())) {
            Map<String, TopicDescription> described = admin.describeTopics(
                            topics.stream().map(Topic::name).toList(),
                            new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get();
            for (Topic<?, ?> topic : topics) {
                Set<AclOperation> may =
                        new TreeSet<>(described.get(topic.name()).authorizedOperations());
                may.remove(AclOperation.DESCRIBE); // comes with both
                assertThat(may)
                        .as(service + " at " + topic.name())
                        .isEqualTo(
                                topic.owners().contains(service)
                                        ? Set.of(AclOperation.READ, AclOperation.WRITE)
                                        : Set.of(AclOperation.READ));
            }
        }
    }

    /** Where its own topics between the stages are, too: without them everything would seem to be counted. */
    private static void seesHowFarTheProcessorIs(KafkaConnection connection) throws Exception {
        try (Admin admin = Admin.create(connection.plain())) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith("hanoi-hub-processor"))
                    .toList();
            Set<String> topics = new TreeSet<>();
            for (String group : groups) {
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet()
                        .forEach(partition -> topics.add(partition.topic()));
            }
            assertThat(topics).anyMatch(topic -> topic.endsWith("-repartition"));
        }
    }

    private static void mayNot(KafkaConnection connection, String topic) {
        assertThatThrownBy(() -> write(connection, topic))
                .as("writing to " + topic)
                .hasRootCauseInstanceOf(AuthorizationException.class);
    }

    private static void unknown(SecuredBroker broker, HubSettings settings) throws Exception {
        Path wrong = broker.settings("stranger");
        Files.writeString(wrong, Files.readString(wrong).replace("secret-of-stranger", "guessed"));
        write(KafkaConnection.to(settings.kafka(), wrong.toString()), "hanoi.procedure-dossier.v1");
    }

    private static void write(KafkaConnection connection, String topic) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                connection.with(Map.of("max.block.ms", 5_000)), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "x", "x")).get();
        }
    }
}
