package vn.hanoi.datahub.streams.runtime;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
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
 * Runs the topology as long as the service lives. What passes is retried by a fresh thread. State that is broken on
 * this disk is thrown away and rebuilt from Kafka, some times. What is neither stops the processor: health says so, and
 * the process ends.
 */
final class StreamsRuntime implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    /** A disk that breaks more often than that in one life is not to be trusted. */
    private static final int MOST_REBUILDS = 3;

    private final Topology topology;
    private final Properties settings;
    private final Function<KafkaStreams, AutoCloseable> onCreated;
    private final Runnable onFailure;
    private final AtomicInteger rebuilds = new AtomicInteger();
    private final AtomicBoolean isRebuilding = new AtomicBoolean();
    private volatile boolean gaveUp;
    private @Nullable AutoCloseable metrics;
    private @Nullable KafkaStreams streams;

    /**
     * @param onCreated sees the streams before they start, to bind metrics; what it gives is closed with them
     * @param onFailure hears, perhaps more than once, that the streams have failed for good
     */
    public StreamsRuntime(
            Topology topology,
            Properties settings,
            Function<KafkaStreams, AutoCloseable> onCreated,
            Runnable onFailure) {
        this.onFailure = onFailure;
        this.topology = topology;
        this.settings = settings;
        this.onCreated = onCreated;
    }

    @Override
    public synchronized void start() {
        KafkaStreams created = new KafkaStreams(topology, settings);
        created.setUncaughtExceptionHandler(failure -> onUncaught(created, failure));
        created.setStateListener((to, from) -> LOG.info("processor state: from={} to={}", from, to));
        metrics = onCreated.apply(created);
        created.start();
        streams = created;
    }

    private StreamThreadExceptionResponse onUncaught(KafkaStreams broken, Throwable failure) {
        if (Registry.isAway(failure)) {
            LOG.warn("a stream thread failed on something that passes and is replaced", failure);
            rest();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException rocks && isCorruption(rocks) && rebuilds.get() < MOST_REBUILDS) {
                if (isRebuilding.compareAndSet(false, true)) {
                    rebuilds.incrementAndGet();
                    LOG.error("the state on this disk is broken; it is thrown away and rebuilt from Kafka", failure);
                    new Thread(() -> rebuild(broken), "rebuild").start();
                }
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("the processor stops, values are not updated; fix the cause below", failure);
        onFailure.run();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** So that what is away for minutes is asked for each second, and not as fast as threads can be made. */
    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A full disk or too many open files break no state: throwing it away would only fill them again. */
    private static boolean isCorruption(RocksDBException failure) {
        return failure.getStatus() == null
                ? String.valueOf(failure.getMessage()).contains("Corruption")
                : failure.getStatus().getCode() == Status.Code.Corruption;
    }

    private void rebuild(KafkaStreams broken) {
        try {
            if (!broken.close(CLOSE_WITHIN)) {
                throw new IllegalStateException("its threads do not end");
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
            LOG.warn("the metrics of former streams stay: {}", e.toString());
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
     * A store of the running streams, to read from.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while it is not there: starting, restoring,
     *     stopped
     */
    public synchronized <T> T store(String name, QueryableStoreType<T> type) {
        KafkaStreams running = streams;
        if (running == null) {
            throw new InvalidStateStoreException("the streams do not run");
        }
        return running.store(StoreQueryParameters.fromNameAndType(name, type));
    }

    /** Whether all tasks are restored and take events. */
    public boolean isProcessing() {
        return state().equals(KafkaStreams.State.RUNNING.name());
    }

    /** Whether the streams stopped for good. */
    public boolean hasFailed() {
        return gaveUp || (state().equals(KafkaStreams.State.ERROR.name()) && !isRebuilding.get());
    }

    /** The state in Kafka's own word. */
    public synchronized String state() {
        return streams == null
                ? KafkaStreams.State.NOT_RUNNING.name()
                : streams.state().name();
    }
}
