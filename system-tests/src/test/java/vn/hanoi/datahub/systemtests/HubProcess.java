package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import vn.hanoi.datahub.standalone.HubCommand;
import vn.hanoi.datahub.standalone.HubSettings;

/** {@code ./hub up} as a process of its own, so that it can be killed. */
final class HubProcess implements AutoCloseable {

    private final HubSettings settings;
    private Process process;

    HubProcess(HubSettings settings) {
        this.settings = settings;
    }

    /** Starts it and waits until it takes events and answers. */
    void start(String catalogue) throws IOException {
        launch(catalogue);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(process.isAlive())
                            .as("the hub ended, see its log")
                            .isTrue();
                    assertThat(ServiceProcess.isReady(settings.ports().ingest()))
                            .isTrue();
                    assertThat(ServiceProcess.isReady(settings.ports().query())).isTrue();
                });
    }

    private void launch(String catalogue) throws IOException {
        ProcessBuilder builder = OwnJvm.running(
                HubCommand.class,
                List.of("-Xmx1g"),
                "up",
                "--data",
                settings.data().toString());
        Map<String, String> environment = builder.environment();
        environment.put("HUB_CATALOGUE", catalogue);
        environment.put("HUB_QUERY_PORT", "" + settings.ports().query());
        environment.put("HUB_INGEST_PORT", "" + settings.ports().ingest());
        environment.put("HUB_PROCESSOR_PORT", "" + settings.ports().processor());
        environment.put("HUB_REGISTRY_PORT", "" + settings.ports().registry());
        environment.put("HUB_KAFKA_PORT", "" + settings.ports().kafka());
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    private File log() {
        return settings.data().resolve("process.log").toFile();
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
