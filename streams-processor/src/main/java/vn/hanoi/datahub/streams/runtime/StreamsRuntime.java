package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * Runs the topology for the lifetime of the service. After a transient failure, a new thread takes over. Corrupted
 * state on this disk is deleted and rebuilt from Kafka, a limited number of times. Any other failure stops the
 * processor: health reports it, and the process ends.
 */
final class StreamsRuntime implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    /** A disk that corrupts state more often than this during one run cannot be trusted. */
    private static final int MOST_REBUILDS = 3;

    private final Supplier<KafkaStreams> create;
    private final Function<KafkaStreams, AutoCloseable> onCreated;
    private final Runnable onFailure;
    private final AtomicInteger rebuilds = new AtomicInteger();
    private final AtomicBoolean isRebuilding = new AtomicBoolean();
    private volatile boolean gaveUp;
    private @Nullable AutoCloseable metrics;
    private @Nullable KafkaStreams streams;

    /**
     * @param create creates the streams, once for each start
     * @param onCreated receives the streams before they start, to bind metrics; what it returns is closed with them
     * @param onFailure called, possibly more than once, when the streams have failed permanently
     */
    public StreamsRuntime(
            Supplier<KafkaStreams> create, Function<KafkaStreams, AutoCloseable> onCreated, Runnable onFailure) {
        this.onFailure = onFailure;
        this.create = create;
        this.onCreated = onCreated;
    }

    @Override
    public synchronized void start() {
        KafkaStreams created = create.get();
        created.setUncaughtExceptionHandler(failure -> onUncaught(created, failure));
        created.setStateListener((to, from) -> LOG.info("processor state: from={} to={}", from, to));
        metrics = onCreated.apply(created);
        created.start();
        streams = created;
    }

    private StreamThreadExceptionResponse onUncaught(KafkaStreams broken, Throwable failure) {
        if (Registry.isAway(failure)) {
            LOG.warn("a stream thread failed with a transient error and is replaced", failure);
            rest();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException rocks && isCorruption(rocks) && rebuilds.get() < MOST_REBUILDS) {
                if (isRebuilding.compareAndSet(false, true)) {
                    rebuilds.incrementAndGet();
                    LOG.error("the state on this disk is corrupted; it is deleted and rebuilt from Kafka", failure);
                    new Thread(() -> rebuild(broken), "rebuild").start();
                }
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("the processor stops, values are not updated; fix the cause below", failure);
        onFailure.run();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Waits a second, so that a dependency that is unreachable for minutes is retried every second, and not as fast as
     * threads can be created.
     */
    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether a failure means corrupted state. A full disk or too many open files corrupt nothing: rebuilding the state
     * would only exhaust them again.
     */
    private static boolean isCorruption(RocksDBException failure) {
        return failure.getStatus() == null
                ? String.valueOf(failure.getMessage()).contains("Corruption")
                : failure.getStatus().getCode() == Status.Code.Corruption;
    }

    private void rebuild(KafkaStreams broken) {
        try {
            if (!broken.close(CLOSE_WITHIN)) {
                throw new IllegalStateException("its threads do not stop");
            }
            broken.cleanUp();
            synchronized (this) {
                if (streams == broken) {
                    unbind();
                    start();
                }
            }
        } catch (RuntimeException e) {
            gaveUp = true;
            LOG.error("the processor stops, values are not updated; its state could not be rebuilt", e);
            onFailure.run();
        } finally {
            isRebuilding.set(false);
        }
    }

    private void unbind() {
        try {
            if (metrics != null) {
                metrics.close();
            }
        } catch (Exception e) {
            LOG.warn("the metrics of the previous streams could not be removed: {}", e.toString());
        }
    }

    @Override
    public synchronized void stop() {
        KafkaStreams running = streams;
        if (running != null) {
            running.close(CLOSE_WITHIN);
            unbind();
            streams = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return streams != null;
    }

    /**
     * Returns a store of the running streams, for reading.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while it is unavailable: starting, restoring,
     *     stopped
     */
    public synchronized <T> T store(String name, QueryableStoreType<T> type) {
        KafkaStreams running = streams;
        if (running == null) {
            throw new InvalidStateStoreException("the streams are not running");
        }
        return running.store(StoreQueryParameters.fromNameAndType(name, type));
    }

    /** Whether all tasks are restored and process events. */
    public boolean isProcessing() {
        return state().equals(KafkaStreams.State.RUNNING.name());
    }

    /** Whether the streams have failed permanently. */
    public boolean hasFailed() {
        return gaveUp || (state().equals(KafkaStreams.State.ERROR.name()) && !isRebuilding.get());
    }

    /** Returns Kafka's name for the state. */
    public synchronized String state() {
        return streams == null
                ? KafkaStreams.State.NOT_RUNNING.name()
                : streams.state().name();
    }
}
