package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One service of a hub as a process of its own, so that it alone can be killed. */
final class ServiceProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Class<?> application;
    private final int port;
    private final Map<String, String> environment;
    private final File log;
    private Process process;

    /**
     * @param port where it answers
     * @param folder where its log lies
     */
    ServiceProcess(Class<?> application, int port, Map<String, String> environment, Path folder) {
        this.application = application;
        this.port = port;
        this.environment = environment;
        this.log = folder.resolve(application.getSimpleName() + ".log").toFile();
    }

    /** Starts it and waits for nothing. */
    void launch() throws IOException {
        ProcessBuilder builder = OwnJvm.running(
                application, List.of("-Xmx512m", "-Dhub.log=" + log.toPath().resolveSibling("hub.log")));
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            assertThat(process.isAlive())
                    .as(application + " ended, see hub.log beside " + log)
                    .isTrue();
            assertThat(isReady(port)).as(application + " is ready").isTrue();
        });
    }

    /** Returns whether the service at a port of this machine answers and is ready. */
    static boolean isReady(int port) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As a system stops a service. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
