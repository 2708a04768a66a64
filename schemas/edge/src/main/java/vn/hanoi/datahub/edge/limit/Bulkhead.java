package vn.hanoi.datahub.edge.limit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/**
 * Limits how many callers do an expensive thing at once, and how many wait for it. Any further caller is asked to retry
 * later, so that one kind of request does not use up the memory and the processors for all others.
 */
public final class Bulkhead {

    private final String what;
    private final Semaphore places;
    private final Semaphore running;
    private final Duration patience;

    /**
     * @param what the kind of request, as shown to a caller: "reading the history"
     * @param running maximum number of calls at once
     * @param waiting maximum number of calls that wait besides
     * @param patience maximum waiting time
     */
    public Bulkhead(String what, int running, int waiting, Duration patience) {
        this.what = what;
        this.places = new Semaphore(running + waiting);
        this.running = new Semaphore(running, true);
        this.patience = patience;
    }

    /**
     * Runs the work, once a slot is free.
     *
     * @throws ServiceUnavailableException when too many are already waiting, or no slot became free in time
     */
    public <T> T call(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try {
                return work.get();
            } finally {
                running.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            places.release();
        }
    }

    private ServiceUnavailableException busy() {
        return new ServiceUnavailableException(
                "too many requests of this kind at the moment (" + what + "); try again shortly");
    }
}
