package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.kafka.LocalBroker;

/** The broker of a hub as a process of its own, so that it can be stopped while the services stay. */
final class BrokerProcess implements AutoCloseable {

    private static final String SMALL = "1g";

    private final HubSettings settings;
    private Process process;
    private boolean isSmall;

    BrokerProcess(HubSettings settings) {
        this.settings = settings;
    }

    /** The broker itself: folder, address, port. */
    public static void main(String[] args) throws InterruptedException {
        LocalBroker broker = LocalBroker.start(Path.of(args[0]), args[1], Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        new CountDownLatch(1).await();
    }

    /** Gives it a disk of its own that can be filled, where this machine lets us; before its first start. */
    void takeSmallDisk() throws IOException {
        Files.createDirectories(disk());
        isSmall = Fault.canRun("mount", "-t", "tmpfs", "-o", "size=" + SMALL, "tmpfs", disk().toString());
    }

    boolean hasSmallDisk() {
        return isSmall;
    }

    /** Where its log lies. */
    Path disk() {
        return settings.data().resolve("kafka");
    }

    /** Starts it and waits until it listens. */
    void start() throws IOException {
        process = OwnJvm.running(
                        BrokerProcess.class,
                        List.of("-Xmx512m"),
                        disk().toString(),
                        settings.bind(),
                        Integer.toString(settings.ports().kafka()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        settings.data().resolve("broker.log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> {
            new Socket(settings.bind(), settings.ports().kafka()).close();
            return true;
        });
    }

    Process process() {
        return process;
    }

    /** As a system stops a service. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
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
        if (isSmall) {
            Fault.canRun("umount", "-l", disk().toString());
        }
    }
}
