package vn.hanoi.datahub.query.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vn.hanoi.datahub.query.feed.LiveUpdate;
import vn.hanoi.datahub.query.feed.Position;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;

/**
 * One open connection of a live reader. Writing never blocks (Servlet 3.1 non-blocking output): when the reader accepts
 * no more data, the container reports when it does again, and no thread waits until then.
 */
final class LiveConnection implements UpdateBroadcast.Subscriber, WriteListener, AsyncListener {

    private static final int COMFORTABLE = 1_000;
    private static final int MOST_CELLS = 20_000;
    private static final int CHUNK_BYTES = 32 * 1024;

    /**
     * Number of heartbeats after which a reader that has taken nothing is gone, or behaves as if it were: thousands of
     * them would fill the memory with what waits for them. One that comes back resumes where it was.
     */
    private static final int LONGEST_STANDSTILL = 4;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Predicate<LiveUpdate> wanted;
    private final Consumer<LiveConnection> onNews;
    private final Consumer<LiveConnection> onGone;
    private final Backlog backlog;
    private boolean opened;
    private boolean announced;
    private boolean flushed = true;
    private boolean over;
    private int standstill;

    /**
     * @param onNews called once when there is something to write; {@link #write} then writes it
     * @param onGone called when the reader has left
     */
    LiveConnection(
            AsyncContext context,
            Predicate<LiveUpdate> wanted,
            Heartbeat way,
            Consumer<LiveConnection> onNews,
            Consumer<LiveConnection> onGone)
            throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.wanted = wanted;
        this.backlog = new Backlog(COMFORTABLE, MOST_CELLS, way);
        this.onNews = onNews;
        this.onGone = onGone;
        backlog.hello();
    }

    void open() {
        context.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public synchronized void begin(Position position) {
        backlog.begin(position);
    }

    @Override
    public void update(UpdateBroadcast.Update update) {
        if (wanted.test(update.news())) {
            synchronized (this) {
                backlog.add(update);
            }
            announce();
        }
    }

    @Override
    public void resync(Position position) {
        synchronized (this) {
            backlog.resync(position);
        }
        announce();
    }

    @Override
    public void heartbeat(Position position) {
        synchronized (this) {
            standstill = backlog.isEmpty() ? 0 : standstill + 1;
            backlog.heartbeat(position);
        }
        if (isStandingStill()) {
            close();
        } else {
            announce();
        }
    }

    private void announce() {
        synchronized (this) {
            if (announced || over) {
                return;
            }
            announced = true;
        }
        onNews.accept(this);
    }

    /** Writes what is waiting, as far as the reader accepts it. */
    void write() {
        synchronized (this) {
            announced = false;
            if (over || !opened) {
                return;
            }
            try {
                while (out.isReady()) {
                    if (!backlog.isEmpty()) {
                        out.write(backlog.next(CHUNK_BYTES));
                        flushed = false;
                        standstill = 0;
                    } else if (!flushed) {
                        out.flush();
                        flushed = true;
                    } else {
                        return;
                    }
                }
            } catch (IOException | IllegalStateException gone) {
                over = true;
            }
        }
        if (isOver()) {
            close();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean isStandingStill() {
        return standstill >= LONGEST_STANDSTILL;
    }

    /**
     * Called by the container when the stream is open; nothing is written before that. Until then the stream appears to
     * be ready, but the first write from another thread would fail.
     */
    @Override
    public void onWritePossible() {
        synchronized (this) {
            opened = true;
        }
        write();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    void close() {
        leave();
        try {
            context.complete();
        } catch (IllegalStateException ended) {
            return; // the container has already completed it
        }
    }

    private void leave() {
        synchronized (this) {
            over = true;
        }
        onGone.accept(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is started only once.
    }
}
