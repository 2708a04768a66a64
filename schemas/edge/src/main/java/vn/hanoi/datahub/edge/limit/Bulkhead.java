package vn.hanoi.datahub.edge.limit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/**
 * Lets so many callers do an expensive thing at once and so many wait for it. Whoever comes beyond that is asked to
 * come back, so that one kind of request does not take the memory and the processors of all others.
 */
public final class Bulkhead {

    private final String what;
    private final Semaphore places;
    private final Semaphore running;
    private final Duration patience;

    /**
     * @param what the kind of request, as a caller reads it: "reading the history"
     * @param running how many run at once
     * @param waiting how many wait besides
     * @param patience how long one waits at most
     */
    public Bulkhead(String what, int running, int waiting, Duration patience) {
        this.what = what;
        this.places = new Semaphore(running + waiting);
        this.running = new Semaphore(running, true);
        this.patience = patience;
    }

    /**
     * Runs it, once a place is free.
     *
     * @throws ServiceUnavailableException when too many wait already, or none became free in time
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
                "too many requests of this kind at the moment (" + what + "); ask again shortly");
    }
}
