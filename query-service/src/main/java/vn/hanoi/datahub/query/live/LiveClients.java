package vn.hanoi.datahub.query.live;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;

/**
 * The open connections of live readers. The feed's thread only queues updates. One thread writes them, and sends each
 * reader everything that has accumulated at once, so that thousands of readers cost one write each instead of one for
 * each update.
 */
final class LiveClients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveClients.class);

    /** How long updates are collected before they are written: too short for a reader to notice. */
    private static final long GATHER_MILLIS = 20;

    /** Leaves a fourth of the connections that the container accepts (8,192) to all other requests. */
    private static final int MOST = 6_000;

    private final UpdateBroadcast live;
    private final Semaphore room;
    private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<LiveConnection> update = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "live-writer");
    private volatile boolean running = true;

    public LiveClients(UpdateBroadcast live) {
        this(live, MOST);
    }

    LiveClients(UpdateBroadcast live, int most) {
        this.live = live;
        this.room = new Semaphore(most);
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Connects a reader.
     *
     * @param begin begins its response; called only if there is room
     * @throws ServiceUnavailableException when as many readers as possible are connected
     */
    void connect(
            Supplier<AsyncContext> begin, Predicate<LiveUpdate> wanted, Heartbeat way, @Nullable String lastEventId)
            throws IOException {
        if (!room.tryAcquire()) {
            throw new ServiceUnavailableException("too many live readers are connected; try again shortly");
        }
        LiveConnection connection;
        try {
            connection = new LiveConnection(begin.get(), wanted, way, update::add, this::leave);
        } catch (IOException | RuntimeException e) {
            room.release();
            throw e;
        }
        connections.add(connection);
        try {
            live.subscribe(connection, lastEventId);
            connection.open();
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void leave(LiveConnection connection) {
        if (connections.remove(connection)) { // it may leave more than once
            room.release();
        }
        live.unsubscribe(connection);
    }

    private void write() {
        while (running) {
            try {
                LiveConnection first = update.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                    for (LiveConnection next = first; next != null; next = update.poll()) {
                        next.write();
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("a live reader could not be written to: {}", e.toString());
            }
        }
    }

    /** Ends all connections; readers reconnect to another replica, or to this one once it is running again. */
    @Override
    public void close() {
        running = false;
        writer.interrupt();
        connections.forEach(LiveConnection::close);
    }
}
