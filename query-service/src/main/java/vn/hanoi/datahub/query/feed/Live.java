package vn.hanoi.datahub.query.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;

/**
 * Fans live updates out. Each update is written as bytes once, for whoever is first to want it; a bounded window of the newest lets a client that was cut resume.
 *
 * <p>An id is the position in every partition of the revision topic after the update, {@code 0:120.1:88}: any replica understands it, before and after a restart.
 */
public final class Live {

    /** Receives updates in order, on the feed's thread; must not block. */
    public interface Subscriber {
        void update(Update update);

        /** What was asked for is no longer in the window: read the values anew, then go on from here. */
        void resync(String id);
    }

    /** One update. */
    public final class Update {
        private final Value value;
        private final Map<Integer, Long> position;
        private final int partition;
        private final long offset;
        private byte @Nullable [] frame;

        private Update(Value value, int partition, long offset) {
            this.value = value;
            this.position = Map.copyOf(positions);
            this.partition = partition;
            this.offset = offset;
        }

        public Value value() {
            return value;
        }

        public String id() {
            return text(position);
        }

        /** The update as its clients read it: an event of a Server-Sent Events stream. */
        public synchronized byte[] frame() {
            if (frame == null) {
                frame = event("value", id(), json.apply(value));
            }
            return frame;
        }
    }

    private final Function<Value, String> json;
    private final Predicate<Value> speaks;
    private final int window;
    private final Deque<Update> kept = new ArrayDeque<>();
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Integer, Long> dropped = new TreeMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /**
     * @param json writes a value as its clients read it
     * @param speaks whether a value is of the version of its definition that is in force
     * @param window how many updates can be resumed from
     */
    public Live(Function<Value, String> json, Predicate<Value> speaks, int window) {
        this.json = json;
        this.speaks = speaks;
        this.window = window;
    }

    /** An event of a Server-Sent Events stream. */
    public static byte[] event(String name, String id, String data) {
        return ("id:" + id + "\nevent:" + name + "\ndata:" + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Hands a new value to everybody. */
    public synchronized void publish(Value value, int partition, long offset) {
        dropped.putIfAbsent(partition, offset - 1);
        positions.put(partition, offset);
        Update update = new Update(value, partition, offset);
        kept.addLast(update);
        if (kept.size() > window) {
            Update oldest = kept.removeFirst();
            dropped.put(oldest.partition, oldest.offset);
        }
        if (!subscribers.isEmpty() && speaks.test(value)) {
            subscribers.forEach(subscriber -> subscriber.update(update));
        }
    }

    /** Tells everybody to read the values anew: what was sent until now belongs to a definition that is over. */
    public synchronized void resync() {
        kept.clear();
        positions.forEach((partition, offset) -> dropped.put(partition, offset + 1));
        subscribers.forEach(subscriber -> subscriber.resync(text(positions)));
    }

    /** Adds a subscriber, after what it missed since the id it saw last. */
    public synchronized void subscribe(Subscriber subscriber, @Nullable String lastId) {
        if (lastId != null) {
            Map<Integer, Long> seen = parse(lastId);
            if (seen == null || !reaches(seen)) {
                subscriber.resync(text(positions));
            } else {
                kept.stream()
                        .filter(update ->
                                update.offset > seen.getOrDefault(update.partition, -1L) && speaks.test(update.value))
                        .forEach(subscriber::update);
            }
        }
        subscribers.add(subscriber);
    }

    public void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    public int subscribers() {
        return subscribers.size();
    }

    /** Whether the window begins no later than right after what was seen, in every partition; of one of which nothing was sent since the start that is not known. */
    private boolean reaches(Map<Integer, Long> seen) {
        return dropped.keySet().containsAll(seen.keySet())
                && dropped.entrySet().stream()
                        .allMatch(first -> seen.getOrDefault(first.getKey(), -1L) >= first.getValue());
    }

    private static String text(Map<Integer, Long> positions) {
        StringBuilder id = new StringBuilder();
        new TreeMap<>(positions).forEach((partition, offset) -> {
            if (!id.isEmpty()) {
                id.append('.');
            }
            id.append(partition).append(':').append(offset);
        });
        return id.toString();
    }

    private static @Nullable Map<Integer, Long> parse(String id) {
        Map<Integer, Long> seen = new TreeMap<>();
        try {
            for (String part : id.split("\\.")) {
                int colon = part.indexOf(':');
                seen.put(Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
            }
            return seen;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
