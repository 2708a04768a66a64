package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of each agency, from a topic that grows without limit. Written by the feed's single thread, and
 * read by all threads without blocking it.
 */
public final class NewestByAgency<T> {

    /**
     * Maximum number of records of one agency; older ones remain in the topic. The limit is per agency, so that an
     * agency with many records does not displace those of another.
     */
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

    /**
     * The records of one agency. They are counted here, because a concurrent map has to traverse its entries to count
     * them.
     */
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

    /** Stores a record with its position in the topic. */
    public void put(String agency, Instant at, int partition, long offset, T record) {
        byAgency.computeIfAbsent(agency, code -> new Records<>())
                .put(new Place(at.toEpochMilli(), partition, offset), record);
    }

    /**
     * Returns the records, newest first; they are merged only as far as they are read.
     *
     * @param agencies null for all agencies
     */
    public Stream<T> newestFirst(@Nullable Set<String> agencies) {
        List<Records<T>> wanted = new ArrayList<>();
        byAgency.forEach((agency, records) -> {
            if (agencies == null || agencies.contains(agency)) {
                wanted.add(records);
            }
        });
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

    /** The newest unread record of an agency, and the ones before it. */
    private record Head<T>(Place place, T record, Iterator<Map.Entry<Place, T>> rest) {

        static <T> void add(PriorityQueue<Head<T>> heads, Iterator<Map.Entry<Place, T>> records) {
            if (records.hasNext()) {
                Map.Entry<Place, T> next = records.next();
                heads.add(new Head<>(next.getKey(), next.getValue(), records));
            }
        }
    }
}
