package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** An MQTT broker that writes down what it holds, where Debian's Mosquitto is installed. */
final class Mosquitto implements AutoCloseable {

    final int port = RunningHub.freePorts(1).get(0);
    private final Path folder;
    private Process process;

    Mosquitto(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location "
                        + folder + "/\nmax_queued_messages 0\nuser root\n");
    }

    static boolean isInstalled() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        "mosquitto", "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
    }

    /** As a system stops a service: it writes down what it holds. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            stop();
        }
    }
}
