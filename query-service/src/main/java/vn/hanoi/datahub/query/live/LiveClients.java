package vn.hanoi.datahub.query.live;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private final UpdateBroadcast live;
    private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<LiveConnection> update = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "live-writer");
    private volatile boolean running = true;

    public LiveClients(UpdateBroadcast live) {
        this.live = live;
        writer.setDaemon(true);
        writer.start();
    }

    void connect(AsyncContext context, Predicate<LiveUpdate> wanted, Heartbeat way, @Nullable String lastEventId)
            throws IOException {
        LiveConnection connection = new LiveConnection(context, wanted, way, update::add, this::leave);
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
        connections.remove(connection);
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
