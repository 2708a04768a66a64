package vn.hanoi.datahub.query.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;

/**
 * Fans live updates out. Each update is written as text once; a bounded window of the newest lets a client that was cut resume.
 *
 * <p>An id is the position in every partition of the value topic after the update, {@code 0:120.1:88}: any replica understands it.
 */
public final class Live {

    /** One update as its clients get it. */
    public record Update(Value value, String id, String json) {}

    /** Receives updates in order, on the feed's thread; must not block. */
    public interface Subscriber {
        void update(Update update);

        /** What was asked for is no longer in the window: read the values anew, then go on from here. */
        void resync(String id);
    }

    private record Kept(Update update, int partition, long offset) {}

    private final Function<Value, String> json;
    private final int window;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<Integer, Long> position = new TreeMap<>();
    private final Map<Integer, Long> dropped = new TreeMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /**
     * @param json writes a value as its clients read it
     * @param window how many updates can be resumed from
     */
    public Live(Function<Value, String> json, int window) {
        this.json = json;
        this.window = window;
    }

    /** Hands a new value to everybody. */
    public synchronized void publish(Value value, int partition, long offset) {
        dropped.putIfAbsent(partition, offset - 1);
        position.put(partition, offset);
        Update update = new Update(value, id(), json.apply(value));
        kept.addLast(new Kept(update, partition, offset));
        if (kept.size() > window) {
            Kept oldest = kept.removeFirst();
            dropped.put(oldest.partition(), oldest.offset());
        }
        subscribers.forEach(subscriber -> subscriber.update(update));
    }

    /** Tells everybody to read the values anew: what was sent until now belongs to a definition that is over. */
    public synchronized void resync() {
        kept.clear();
        position.forEach((partition, offset) -> dropped.put(partition, offset + 1));
        subscribers.forEach(subscriber -> subscriber.resync(id()));
    }

    /** Adds a subscriber, after what it missed since the id it saw last. */
    public synchronized void subscribe(Subscriber subscriber, @Nullable String lastId) {
        if (lastId != null) {
            Map<Integer, Long> seen = parse(lastId);
            if (seen == null || !reaches(seen)) {
                subscriber.resync(id());
            } else {
                List<Kept> missed = new ArrayList<>();
                kept.stream()
                        .filter(update -> update.offset() > seen.getOrDefault(update.partition(), -1L))
                        .forEach(missed::add);
                missed.forEach(update -> subscriber.update(update.update()));
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

    private String id() {
        StringBuilder id = new StringBuilder();
        position.forEach((partition, offset) -> {
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
