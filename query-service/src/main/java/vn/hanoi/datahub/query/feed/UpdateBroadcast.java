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
 * Broadcasts live updates. Each update is serialised once, when it is first needed. A bounded window of the newest
 * updates lets a client resume after its connection was cut.
 */
public final class UpdateBroadcast {

    /** Receives updates in order. Its methods must not block. */
    public interface Subscriber {
        /** Called first: everything up to this position was already seen or is not wanted. */
        void begin(Position position);

        void update(Update update);

        /**
         * Called when the requested updates are no longer in the window: the reader must reload the values, then
         * continue from this position.
         */
        void resync(Position position);

        /** Called when everything up to this position has been handed over. */
        void heartbeat(Position position);
    }

    public final class Update {
        private final LiveUpdate news;
        private final int partition;
        private final long offset;
        private byte @Nullable [] frame;

        /** The previous update in the window; null for the oldest. */
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

        /** Returns the update as sent to clients, but without the id, which depends on what each client has seen. */
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
     * @param json serialises an update for clients
     * @param speaks whether an update is to be sent at all
     * @param window how many of the newest updates a client can resume from
     */
    public UpdateBroadcast(Function<LiveUpdate, String> json, Predicate<LiveUpdate> speaks, int window) {
        this.json = json;
        this.speaks = speaks;
        this.window = window;
    }

    /** Hands an update to all subscribers. */
    public synchronized void publish(LiveUpdate news, int partition, long offset) {
        if (position.hasPassed(partition, offset)) {
            return; // it was read again after a failure
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

    /** Records that a position was read at which there is nothing to send. */
    public synchronized void pass(int partition, long offset) {
        if (!position.hasPassed(partition, offset)) {
            position.pass(partition, offset);
            dropped.pass(partition, offset);
        }
    }

    /**
     * Makes all subscribers reload the values: the updates sent so far belong to a definition that is no longer in
     * force.
     */
    public synchronized void resync() {
        oldest = null;
        newest = null;
        kept = 0;
        dropped.pass(position);
        caughtUp();
    }

    /** Makes subscribers that connected before the feed had caught up reload the values. */
    public synchronized void caughtUp() {
        subscribers.forEach(subscriber -> subscriber.resync(position.copy()));
    }

    /**
     * Sends all subscribers their position, so that one that has received nothing for a long time still knows where to
     * resume.
     */
    public synchronized void heartbeat() {
        subscribers.forEach(subscriber -> subscriber.heartbeat(position.copy()));
    }

    /**
     * Adds a subscriber and sends it what it missed since the last id it saw. Missed updates are searched while others
     * are published, because thousands of clients may reconnect at once after a restart.
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
                tell(subscriber, missed(seen, newest, until)); // published in the meantime
            }
            subscribers.add(subscriber);
        }
    }

    private void tell(Subscriber subscriber, List<Update> missed) {
        missed.stream().filter(update -> speaks.test(update.news)).forEach(subscriber::update);
    }

    /** Returns the newest update if the window contains everything after the given position; null otherwise. */
    private synchronized @Nullable Update resumesAt(Position seen) {
        return isReached(seen) ? newest : null;
    }

    /**
     * Returns the updates that were not seen, oldest first.
     *
     * @param from the newest update to consider; the search goes back from there until every partition has been seen
     * @param until where the search ends at the latest; null for the beginning of the window
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
     * Returns whether the window reaches back to the given position in every partition, and this replica has itself
     * read that far.
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
