package vn.hanoi.datahub.query.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fans live updates out. Each update is written as bytes once, for whoever is first to want it; a bounded window of the newest lets a client that was cut resume. */
public final class Live {

    /** Receives updates in order; must not block. */
    public interface Subscriber {
        /** Before everything else: all up to here was seen, or is not asked for. */
        void begin(Position position);

        void update(Update update);

        /** What was asked for is no longer in the window: read the values anew, then go on from here. */
        void resync(Position position);

        /** All up to here was handed over. */
        void heartbeat(Position position);
    }

    /** One update, and where it lies. */
    public final class Update {
        private final News news;
        private final int partition;
        private final long offset;
        private byte @Nullable [] frame;

        private Update(News news, int partition, long offset) {
            this.news = news;
            this.partition = partition;
            this.offset = offset;
        }

        public News news() {
            return news;
        }

        public int partition() {
            return partition;
        }

        public long offset() {
            return offset;
        }

        /** The update as its clients read it, but for the id, which says what each has seen before. */
        public synchronized byte[] frame() {
            if (frame == null) {
                frame = ("event:" + news.event() + "\ndata:" + json.apply(news) + "\n\n")
                        .getBytes(StandardCharsets.UTF_8);
            }
            return frame;
        }
    }

    private final Function<News, String> json;
    private final Predicate<News> speaks;
    private final int window;
    private final Deque<Update> kept = new ArrayDeque<>();
    private final Position position = new Position();
    private final Position dropped = new Position();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /**
     * @param json writes news as its clients read them
     * @param speaks whether news are to be told to anybody
     * @param window how many updates can be resumed from
     */
    public Live(Function<News, String> json, Predicate<News> speaks, int window) {
        this.json = json;
        this.speaks = speaks;
        this.window = window;
    }

    /** Hands news to everybody. */
    public synchronized void publish(News news, int partition, long offset) {
        if (position.hasPassed(partition, offset)) {
            return; // read again after a failure
        }
        if (!position.hasPassed(partition, 0)) {
            dropped.pass(partition, offset - 1);
        }
        position.pass(partition, offset);
        Update update = new Update(news, partition, offset);
        kept.addLast(update);
        if (kept.size() > window) {
            Update oldest = kept.removeFirst();
            dropped.pass(oldest.partition, oldest.offset);
        }
        if (!subscribers.isEmpty() && speaks.test(news)) {
            subscribers.forEach(subscriber -> subscriber.update(update));
        }
    }

    /** Notes that a place is read in which there is nothing to tell. */
    public synchronized void pass(int partition, long offset) {
        if (!position.hasPassed(partition, offset)) {
            position.pass(partition, offset);
            dropped.pass(partition, offset);
        }
    }

    /** Tells everybody to read the values anew: what was sent until now belongs to a definition that is over. */
    public synchronized void resync() {
        kept.clear();
        dropped.pass(position);
        caughtUp();
    }

    /** Tells those who came before all was there to read the values anew. */
    public synchronized void caughtUp() {
        subscribers.forEach(subscriber -> subscriber.resync(position.copy()));
    }

    /** Says to everybody how far they are, so that one who hears nothing for long still knows where to resume. */
    public synchronized void heartbeat() {
        subscribers.forEach(subscriber -> subscriber.heartbeat(position.copy()));
    }

    /** Adds a subscriber, after what it missed since the id it saw last. */
    public synchronized void subscribe(Subscriber subscriber, @Nullable String lastId) {
        Optional<Position> seen = Optional.ofNullable(lastId).flatMap(Position::find);
        boolean resumes = seen.filter(this::isReached).isPresent();
        subscriber.begin(resumes ? seen.get().copy() : position.copy());
        if (lastId != null && !resumes) {
            subscriber.resync(position.copy());
        } else if (resumes) {
            kept.stream()
                    .filter(update ->
                            !seen.get().hasPassed(update.partition, update.offset) && speaks.test(update.news))
                    .forEach(subscriber::update);
        }
        subscribers.add(subscriber);
    }

    /** Whether the window begins no later than right after what was seen, in every partition, and this replica has come as far itself. */
    private boolean isReached(Position seen) {
        return dropped.knowsPartitionsOf(seen) && seen.hasPassed(dropped) && position.hasPassed(seen);
    }

    public void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    public int subscribers() {
        return subscribers.size();
    }
}
