package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of each agency, of a topic that grows without end. Written by the feed's one thread, read by all
 * without making it wait.
 */
public final class NewestByAgency<T> {

    /** Older ones stay in the topic; one agency's many do not push out another's few. */
    public static final int MOST_OF_AN_AGENCY = 1_000;

    private record Place(long at, int partition, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::at)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** The records of one agency; counted here, because a map for many threads counts by walking. */
    private static final class Records<T> {
        private final ConcurrentSkipListMap<Place, T> byPlace = new ConcurrentSkipListMap<>();
        private int size;

        void put(Place place, T record) {
            if (byPlace.put(place, record) == null && ++size > MOST_OF_AN_AGENCY) {
                byPlace.pollFirstEntry();
                size--;
            }
        }
    }

    private final Map<String, Records<T>> byAgency = new ConcurrentHashMap<>();

    /** Takes a record from its place in the topic. */
    public void put(String agency, Instant at, int partition, long offset, T record) {
        byAgency.computeIfAbsent(agency, code -> new Records<>())
                .put(new Place(at.toEpochMilli(), partition, offset), record);
    }

    /**
     * What is held, newest first; merged only as far as it is read.
     *
     * @param agency null for all
     */
    public Stream<T> newestFirst(@Nullable String agency) {
        Records<T> own = agency == null ? null : byAgency.get(agency);
        Collection<Records<T>> wanted = agency == null ? byAgency.values() : own == null ? List.of() : List.of(own);
        PriorityQueue<Head<T>> heads =
                new PriorityQueue<>(Comparator.comparing(Head<T>::place).reversed());
        wanted.forEach(records ->
                Head.add(heads, records.byPlace.descendingMap().entrySet().iterator()));
        Iterator<T> merged = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !heads.isEmpty();
            }

            @Override
            public T next() {
                Head<T> newest = heads.remove();
                Head.add(heads, newest.rest());
                return newest.record();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED), false);
    }

    /** The newest record of an agency that is not read yet, and those before it. */
    private record Head<T>(Place place, T record, Iterator<Map.Entry<Place, T>> rest) {

        static <T> void add(PriorityQueue<Head<T>> heads, Iterator<Map.Entry<Place, T>> records) {
            if (records.hasNext()) {
                Map.Entry<Place, T> next = records.next();
                heads.add(new Head<>(next.getKey(), next.getValue(), records));
            }
        }
    }
}
