package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;

/** The hub out of its own images, with Kafka and PostgreSQL out of theirs: what Compose and Kubernetes run. */
final class ContainerHub implements AutoCloseable {

    private static final Path ROOT = Path.of("..");
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final String PARTITIONS = "6";
    private static final int KAFKA_PORT = 9092;

    private final Network network = Network.newNetwork();
    private final Deque<AutoCloseable> started = new ArrayDeque<>(List.of(network));
    private final Future<String> processorImage = image("streams-processor", 8082);
    private final Path folder;
    final Deque<GenericContainer<?>> processors = new ArrayDeque<>();
    final HubSettings settings;

    private ContainerHub(Path folder) throws IOException {
        this.folder = folder;
        Keys.makeOnce(folder, RunningHub.catalogue());
        KafkaContainer kafka = start(new KafkaContainer("apache/kafka:4.2.1")
                .withNetwork(network)
                .withListener("kafka:19092")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"));
        PostgreSQLContainer postgres = start(
                new PostgreSQLContainer("postgres:17").withNetwork(network).withNetworkAliases("postgres"));
        Future<String> tools = tools();
        GenericContainer<?> registry = start(ours(tools)
                .withCommand("registry", "--bind", "0.0.0.0")
                .withNetworkAliases("schema-registry")
                .withExposedPorts(8085)
                .waitingFor(Wait.forHttp("/subjects")));
        start(ours(tools)
                .withCommand("provision")
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(STARTS_WITHIN)));
        GenericContainer<?> processor = addProcessor();
        GenericContainer<?> ingest = start(service(image("ingest-service", 8081), "ingest-service", 8081));
        GenericContainer<?> query = start(service(image("query-service", 8080), "query-service", 8080)
                .withEnv("HUB_HISTORY", "jdbc:postgresql://postgres:5432/" + postgres.getDatabaseName())
                .withEnv("HUB_HISTORY_USER", postgres.getUsername())
                .withEnv("HUB_HISTORY_PASSWORD", postgres.getPassword()));
        settings = new HubSettings(
                folder,
                kafka.getHost(),
                new HubSettings.Ports(
                        query.getMappedPort(8080),
                        ingest.getMappedPort(8081),
                        processor.getMappedPort(8082),
                        registry.getMappedPort(8085),
                        kafka.getMappedPort(KAFKA_PORT)),
                "",
                Integer.parseInt(PARTITIONS));
    }

    static ContainerHub start(Path folder) throws IOException {
        return new ContainerHub(folder);
    }

    /** One processor more; returns when it works. */
    GenericContainer<?> addProcessor() {
        GenericContainer<?> processor = start(service(processorImage, "streams-processor", 8082)
                .withEnv("HUB_STANDBYS", "1")
                .withEnv("HUB_THREADS", "2"));
        processors.addLast(processor);
        return processor;
    }

    /** One processor less, as an orchestrator takes it: it is told, and has time to leave. */
    void stopProcessor() {
        GenericContainer<?> processor = processors.removeFirst();
        processor
                .getDockerClient()
                .stopContainerCmd(processor.getContainerId())
                .withTimeout(40)
                .exec();
        processor.stop();
    }

    /** One processor less, without a word. */
    void killProcessor() {
        GenericContainer<?> processor = processors.removeFirst();
        processor.getDockerClient().killContainerCmd(processor.getContainerId()).exec();
        processor.stop();
    }

    private <C extends GenericContainer<?>> C start(C container) {
        started.push(container::stop);
        container.start();
        return container;
    }

    private GenericContainer<?> service(Future<String> image, String name, int port) {
        return ours(image)
                .withNetworkAliases(name)
                .withExposedPorts(port)
                .withCopyFileToContainer(MountableFile.forHostPath(Keys.hashed(folder), 0444), "/run/secrets/keys")
                .waitingFor(Wait.forHttp("/actuator/health/readiness").withStartupTimeout(STARTS_WITHIN));
    }

    private GenericContainer<?> ours(Future<String> image) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withEnv(Map.of(
                        "HUB_KAFKA", "kafka:19092",
                        "HUB_REGISTRY", "http://schema-registry:8085",
                        "HUB_PROCESSORS", "http://streams-processor:8082",
                        "HUB_PARTITIONS", PARTITIONS,
                        "HUB_SERVICE_KEY", Keys.ofServices(folder).text(),
                        "HUB_KEYS", "/run/secrets/keys"));
    }

    private static Future<String> image(String module, int port) {
        return new ImageFromDockerfile("hanoi-data-hub-test/" + module, false)
                .withDockerfilePath("service.Dockerfile")
                .withFileFromPath("service.Dockerfile", ROOT.resolve("deploy/images/service.Dockerfile"))
                .withFileFromPath(module + "/target/it-service.jar", jar(module))
                .withBuildArg("MODULE", module)
                .withBuildArg("PORT", Integer.toString(port));
    }

    private static Future<String> tools() {
        return new ImageFromDockerfile("hanoi-data-hub-test/tools", false)
                .withDockerfilePath("tools.Dockerfile")
                .withFileFromPath("tools.Dockerfile", ROOT.resolve("deploy/images/tools.Dockerfile"))
                .withFileFromPath("standalone/target/hub", ROOT.resolve("standalone/target/hub"));
    }

    private static Path jar(String module) {
        try (Stream<Path> built = Files.list(ROOT.resolve(module).resolve("target"))) {
            return built.filter(file -> file.toString().endsWith("-service.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            module + " has no jar for an image: mvn -DskipTests package makes it"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
