package vn.hanoi.datahub.edge.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task periodically, on threads of its own. A round that fails is logged, and the next one runs all the same: an
 * executor alone would end a schedule with its first exception, silently.
 */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final ScheduledExecutorService executor;

    /**
     * @param name name of the threads
     * @param threads how many rounds may run at a time
     */
    public Rounds(String name, int threads) {
        this.name = name;
        this.executor = Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Schedules a task.
     *
     * @param first delay before the first round
     * @param pause delay between the end of a round and the next
     */
    public Rounds every(Duration first, Duration pause, Runnable round) {
        executor.scheduleWithFixedDelay(() -> run(round), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Schedules a task.
     *
     * @param pause delay before the first round, and between the end of a round and the next
     */
    public Rounds every(Duration pause, Runnable round) {
        return every(pause, pause, round);
    }

    private void run(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.error("a round of {} failed; the next one comes as usual", name, e);
        } catch (Error e) {
            LOG.error("a round of {} failed for good; restart the service", name, e);
            throw e;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
