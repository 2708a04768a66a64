package vn.hanoi.datahub.query.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fans live updates out. Each update is written as bytes once, for whoever is first to want it; a bounded window of the
 * newest lets a client that was cut resume.
 */
public final class UpdateBroadcast {

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
        private final LiveUpdate news;
        private final int partition;
        private final long offset;
        private byte @Nullable [] frame;

        /** The one before it in the window; null for the oldest. */
        private volatile @Nullable Update previous;

        private @Nullable Update next;

        private Update(LiveUpdate news, int partition, long offset, @Nullable Update previous) {
            this.news = news;
            this.partition = partition;
            this.offset = offset;
            this.previous = previous;
        }

        public LiveUpdate news() {
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

    private final Function<LiveUpdate, String> json;
    private final Predicate<LiveUpdate> speaks;
    private final int window;
    private @Nullable Update oldest;
    private @Nullable Update newest;
    private int kept;
    private final Position position = new Position();
    private final Position dropped = new Position();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /**
     * @param json writes news as its clients read them
     * @param speaks whether news are to be told to anybody
     * @param window how many updates can be resumed from
     */
    public UpdateBroadcast(Function<LiveUpdate, String> json, Predicate<LiveUpdate> speaks, int window) {
        this.json = json;
        this.speaks = speaks;
        this.window = window;
    }

    /** Hands news to everybody. */
    public synchronized void publish(LiveUpdate news, int partition, long offset) {
        if (position.hasPassed(partition, offset)) {
            return; // read again after a failure
        }
        if (!position.hasPassed(partition, 0)) {
            dropped.pass(partition, offset - 1);
        }
        position.pass(partition, offset);
        Update update = new Update(news, partition, offset, newest);
        keep(update);
        if (!subscribers.isEmpty() && speaks.test(news)) {
            subscribers.forEach(subscriber -> subscriber.update(update));
        }
    }

    private void keep(Update update) {
        if (newest == null) {
            oldest = update;
        } else {
            newest.next = update;
        }
        newest = update;
        Update first = oldest;
        if (++kept > window && first != null && first.next != null) {
            dropped.pass(first.partition, first.offset);
            oldest = first.next;
            oldest.previous = null;
            kept--;
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
        oldest = null;
        newest = null;
        kept = 0;
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

    /**
     * Adds a subscriber, after what it missed since the id it saw last. What it missed is looked for while others
     * publish: when a service starts again, thousands come back at once.
     */
    public void subscribe(Subscriber subscriber, @Nullable String lastId) {
        Position seen = lastId == null ? null : Position.find(lastId).orElse(null);
        Update until = seen == null ? null : resumesAt(seen);
        if (seen != null && until != null) {
            subscriber.begin(seen.copy());
            tell(subscriber, missed(seen, until, null));
        }
        synchronized (this) {
            if (seen == null || until == null || !isReached(seen)) {
                if (until == null) {
                    subscriber.begin(position.copy());
                }
                if (lastId != null) {
                    subscriber.resync(position.copy());
                }
            } else {
                tell(subscriber, missed(seen, newest, until)); // what came meanwhile
            }
            subscribers.add(subscriber);
        }
    }

    private void tell(Subscriber subscriber, List<Update> missed) {
        missed.stream().filter(update -> speaks.test(update.news)).forEach(subscriber::update);
    }

    /** The newest update, where the window holds all that comes after what was seen. */
    private synchronized @Nullable Update resumesAt(Position seen) {
        return isReached(seen) ? newest : null;
    }

    /**
     * What was not seen, oldest first.
     *
     * @param from the newest to look at; from there it goes back until each partition was seen
     * @param until where it ends at the latest; null for the beginning of the window
     */
    private static List<Update> missed(Position seen, @Nullable Update from, @Nullable Update until) {
        List<Update> missed = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        for (Update update = from; update != null && update != until; update = update.previous) {
            if (!seen.hasPassed(update.partition, update.offset)) {
                missed.add(update);
            } else if (done.add(update.partition) && done.size() == seen.partitions()) {
                break;
            }
        }
        Collections.reverse(missed);
        return missed;
    }

    /**
     * Whether the window begins no later than right after what was seen, in every partition, and this replica has come
     * as far itself.
     */
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
