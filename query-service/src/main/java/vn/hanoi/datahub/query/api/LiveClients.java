package vn.hanoi.datahub.query.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.hanoi.datahub.query.feed.Live;
import vn.hanoi.datahub.query.view.Value;

/**
 * The open connections of live readers. Each has a bounded queue that a shared pool empties, so that a slow reader holds nobody else up; one that falls too far
 * behind is told to read the values anew.
 */
public final class LiveClients {

    /** Frames are JSON; named so that Spring writes the text as it is, in UTF-8. */
    private static final MediaType FRAME = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private static final int LONGEST_QUEUE = 10_000;

    private final Executor writers;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    /**
     * @param writers writes to connections and may block on each
     */
    public LiveClients(Executor writers) {
        this.writers = writers;
    }

    SseEmitter connect(Live live, Predicate<Value> wanted, @Nullable String lastEventId) {
        SseEmitter emitter = new SseEmitter(0L);
        Client client = new Client(emitter, wanted, live);
        emitter.onCompletion(client::leave);
        emitter.onTimeout(client::leave);
        emitter.onError(failure -> client.leave());
        clients.add(client);
        client.enqueue(SseEmitter.event().comment("connected"));
        live.subscribe(client, lastEventId);
        return emitter;
    }

    /** Says to every reader that the line is alive. */
    public void heartbeat() {
        clients.forEach(client -> client.enqueue(SseEmitter.event().comment("heartbeat")));
    }

    /** Ends all connections; readers come back to another replica, or to this one when it is up again. */
    public void close() {
        clients.forEach(client -> client.emitter.complete());
    }

    private final class Client implements Live.Subscriber {
        private final SseEmitter emitter;
        private final Predicate<Value> wanted;
        private final Live live;
        private final Deque<SseEmitter.SseEventBuilder> queue = new ArrayDeque<>();
        private final AtomicBoolean writing = new AtomicBoolean();

        Client(SseEmitter emitter, Predicate<Value> wanted, Live live) {
            this.emitter = emitter;
            this.wanted = wanted;
            this.live = live;
        }

        void leave() {
            live.unsubscribe(this);
            clients.remove(this);
        }

        @Override
        public void update(Live.Update update) {
            if (wanted.test(update.value())) {
                enqueue(SseEmitter.event().id(update.id()).name("value").data(update.json(), FRAME));
                overflow(update.id());
            }
        }

        @Override
        public void resync(String id) {
            enqueue(SseEmitter.event().id(id).name("resync").data("{}", FRAME));
        }

        private void overflow(String id) {
            synchronized (queue) {
                if (queue.size() <= LONGEST_QUEUE) {
                    return;
                }
                queue.clear();
            }
            resync(id);
        }

        void enqueue(SseEmitter.SseEventBuilder event) {
            synchronized (queue) {
                queue.addLast(event);
            }
            if (writing.compareAndSet(false, true)) {
                writers.execute(this::write);
            }
        }

        private void write() {
            try {
                for (SseEmitter.SseEventBuilder event = next(); event != null; event = next()) {
                    emitter.send(event);
                }
            } catch (IOException | IllegalStateException gone) {
                leave(); // the container has heard of it too and ends the request itself
            }
        }

        private SseEmitter.@Nullable SseEventBuilder next() {
            synchronized (queue) {
                SseEmitter.SseEventBuilder event = queue.pollFirst();
                if (event == null) {
                    writing.set(false);
                }
                return event;
            }
        }
    }
}
