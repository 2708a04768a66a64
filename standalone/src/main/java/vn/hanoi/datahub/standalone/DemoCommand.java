package vn.hanoi.datahub.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hanoi.datahub.standalone.demo.DemoFeed;

/** {@code ./hub demo}: starts the hub with a simulated city. */
@Command(
        name = "demo",
        description = "Start the whole hub and feed it a simulated city: a year of history, then live events.")
final class DemoCommand implements Callable<Integer> {

    private static final int DAYS = 365;
    private static final int AIR_DAYS = 14;
    private static final int PATIENCE = 10;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Live events per second (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int rate;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulated city (default: the clock).")
    private long seed = System.currentTimeMillis();

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || rate > 100_000) {
            throw new IllegalArgumentException("--rate must be between 1 and 100000");
        }
        Hub hub = options.start();
        Thread feed = new Thread(
                new DemoFeed(
                        hub.settings(),
                        hub.catalogue().areas(),
                        seed,
                        new DemoFeed.Load(DAYS, AIR_DAYS, rate, PATIENCE),
                        line -> System.err.println("  " + line)),
                "demo-feed");
        feed.setDaemon(true);
        feed.start();
        RunOptions.printAddresses(hub.settings());
        UpCommand.untilStopped(() -> {
            feed.interrupt();
            hub.close();
        });
        return 0;
    }
}
