package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import vn.hanoi.datahub.ingest.IngestApplication;
import vn.hanoi.datahub.standalone.HubSettings;

/** A front door as a process of its own beside the shared hub, with a small heap, so that it can be killed. */
final class IngestProcess implements AutoCloseable {

    final String url;
    private final RunningHub hub;
    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private Process process;

    IngestProcess(RunningHub hub, Path folder, Map<String, String> environment) {
        HubSettings free = RunningHub.settings(folder, "");
        this.hub = hub;
        this.folder = folder;
        this.port = free.ports().ingest();
        this.url = free.ingestUrl();
        this.environment = environment;
    }

    /** Starts it and waits until it takes events. */
    void start() throws IOException {
        launch();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(process.isAlive())
                    .as("the front door ended, see its log")
                    .isTrue();
            assertThat(isReady()).isTrue();
        });
    }

    private boolean isReady() {
        try {
            return hub.get(url + "/actuator/health/readiness", "application/json")
                            .status()
                    == 200;
        } catch (java.io.UncheckedIOException notYet) {
            return false;
        }
    }

    /** Starts it and waits for nothing. */
    void launch() throws IOException {
        ProcessBuilder builder =
                OwnJvm.running(IngestApplication.class, List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
        builder.environment()
                .putAll(Map.of(
                        "HUB_INGEST_PORT", Integer.toString(port),
                        "HUB_KAFKA", hub.settings.kafka(),
                        "HUB_REGISTRY", hub.settings.registryUrl(),
                        "HUB_KEYS", hub.settings.data().resolve("keys.json").toString(),
                        "HUB_FILES", folder.resolve("files").toString(),
                        "HUB_INSTANCE", "process-" + port));
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("ingest.log").toFile()))
                .start();
    }

    /** Bytes of its heap that are in use after a collection. */
    long liveHeap() throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return (long) hub.get(url + "/actuator/prometheus", "text/plain")
                .text()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
