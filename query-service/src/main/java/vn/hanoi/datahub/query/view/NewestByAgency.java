package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest records of each agency, of a topic that grows without end. Written by the feed's one thread, read by all. */
public final class NewestByAgency<T> {

    /** Older ones stay in the topic; one agency's many do not push out another's few. */
    private static final int MOST_OF_AN_AGENCY = 1_000;

    private record Place(long at, int partition, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::at)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, TreeMap<Place, T>> byAgency = new HashMap<>();

    /** Takes a record from its place in the topic. */
    public synchronized void put(String agency, Instant at, int partition, long offset, T record) {
        TreeMap<Place, T> records = byAgency.computeIfAbsent(agency, code -> new TreeMap<>());
        records.put(new Place(at.toEpochMilli(), partition, offset), record);
        if (records.size() > MOST_OF_AN_AGENCY) {
            records.pollFirstEntry();
        }
    }

    /** All that are held, newest first. */
    public synchronized List<T> newestFirst() {
        TreeMap<Place, T> all = new TreeMap<>(Comparator.reverseOrder());
        byAgency.values().forEach(all::putAll);
        return List.copyOf(all.values());
    }
}
