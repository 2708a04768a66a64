package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process some time after the streams have failed for good. Supervisors (systemd, Compose) restart what has
 * ended, and not what only says that it is unwell; the time is for those who ask its health, and so that what fails at
 * once is not restarted all the time.
 */
final class LastResort implements Runnable {

    /** What {@code sysexits.h} calls an internal software error. */
    static final int EXIT_CODE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final Duration after;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean isEnding = new AtomicBoolean();

    /** @param after so long after the failure the process begins to end, and so long it may take to do so */
    public LastResort(Duration after) {
        this(after, System::exit, Runtime.getRuntime()::halt);
    }

    LastResort(Duration after, IntConsumer exit, IntConsumer halt) {
        this.after = after;
        this.exit = exit;
        this.halt = halt;
    }

    /** Hears that the streams have failed for good; returns at once. */
    @Override
    public void run() {
        if (isEnding.compareAndSet(false, true)) {
            LOG.error(
                    "the process ends in {} s with code {}, so that it is started again", after.toSeconds(), EXIT_CODE);
            later(after, exit, "exit");
            later(after.multipliedBy(2), halt, "halt"); // where something that is closed in order does not end
        }
    }

    private static void later(Duration time, IntConsumer end, String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(time.toMillis());
                        end.accept(EXIT_CODE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
