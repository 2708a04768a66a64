package vn.hanoi.datahub.standalone;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import vn.hanoi.datahub.standalone.demo.DemoFeed;

/**
 * A training run of the hub. {@code ./hub} runs it once after a build, with a JVM that archives the classes it has
 * loaded. Later starts map that archive instead of reading and verifying each class again.
 */
@Command(name = "rehearsal", description = "Start the hub on free ports, feed it for a few seconds, and stop.")
final class Rehearsal implements Callable<Integer> {

    private static final Duration FED_FOR = Duration.ofSeconds(8);
    private static final int RATE = 20;

    @Mixin
    private RunOptions options = new RunOptions();

    /** @param args {@code --data} and an empty folder */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Rehearsal()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Hub hub = options.startElsewhere()) {
            Thread feed = new Thread(
                    new DemoFeed(
                            hub.settings(), hub.catalogue().areas(), 1, new DemoFeed.Load(1, 1, RATE, 1), line -> {}),
                    "demo-feed");
            feed.setDaemon(true);
            feed.start();
            feed.join(FED_FOR.toMillis());
            feed.interrupt();
            feed.join();
        }
        return 0;
    }
}
