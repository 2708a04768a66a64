package vn.hanoi.datahub.standalone;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./hub up}: starts the hub, which then waits for events. */
@Command(name = "up", description = "Start Kafka, the schema registry and the three services in one JVM.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws InterruptedException {
        Hub hub = options.start();
        RunOptions.printAddresses(hub.settings());
        untilStopped(hub);
        return 0;
    }

    /** Waits for Ctrl-C, then shuts down in order. */
    public static void untilStopped(AutoCloseable hub) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.err.println("stopping …");
            try {
                hub.close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e);
            }
            stopped.countDown();
        }));
        stopped.await();
    }
}
