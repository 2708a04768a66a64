package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process some time after the streams have failed permanently. Supervisors (systemd, Compose) restart a
 * process that has ended, but not one that merely reports bad health. The delay leaves time for health checks to see
 * the failure, and keeps a process that fails at once from restarting in a tight loop.
 */
final class LastResort implements Runnable {

    /** The code of {@code sysexits.h} for an internal software error. */
    static final int EXIT_CODE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final Duration after;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean isEnding = new AtomicBoolean();

    /**
     * @param after delay between the failure and the start of the shutdown, and also the longest the shutdown may take
     */
    public LastResort(Duration after) {
        this(after, System::exit, Runtime.getRuntime()::halt);
    }

    LastResort(Duration after, IntConsumer exit, IntConsumer halt) {
        this.after = after;
        this.exit = exit;
        this.halt = halt;
    }

    /** Starts the countdown when the streams have failed permanently; returns at once. */
    @Override
    public void run() {
        if (isEnding.compareAndSet(false, true)) {
            LOG.error(
                    "the process exits in {} s with code {}, so that its supervisor restarts it",
                    after.toSeconds(),
                    EXIT_CODE);
            start("last resort", this::end);
        }
    }

    private void end() {
        try {
            TimeUnit.MILLISECONDS.sleep(after.toMillis());
            start("exit", () -> exit.accept(EXIT_CODE)).join(after.toMillis());
            halt.accept(EXIT_CODE); // the orderly shutdown hangs
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
