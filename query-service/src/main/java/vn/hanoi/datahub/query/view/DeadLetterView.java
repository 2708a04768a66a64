package vn.hanoi.datahub.query.view;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.hanoi.datahub.quality.DeadLetter;

/** The newest dead letters of each agency, without what they carried. Written by the feed's one thread, read by all. */
public final class DeadLetterView {

    /** Older ones stay in the topic; one agency's many do not push out another's few. */
    private static final int MOST_OF_AN_AGENCY = 1_000;

    private record Place(long recordedAt, int partition, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::recordedAt)
                .thenComparingInt(Place::partition)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, TreeMap<Place, DeadLetter>> byAgency = new HashMap<>();

    /** Takes a letter and forgets its payload: it may be large, and nobody reads it here. */
    public synchronized void put(int partition, long offset, DeadLetter letter) {
        letter.setPayload(null);
        TreeMap<Place, DeadLetter> letters =
                byAgency.computeIfAbsent(String.valueOf(letter.getAgency()), agency -> new TreeMap<>());
        letters.put(new Place(letter.getRecordedAt().toEpochMilli(), partition, offset), letter);
        if (letters.size() > MOST_OF_AN_AGENCY) {
            letters.pollFirstEntry();
        }
    }

    /** All that are held, newest first. */
    public synchronized List<DeadLetter> newestFirst() {
        TreeMap<Place, DeadLetter> all = new TreeMap<>(Comparator.reverseOrder());
        byAgency.values().forEach(all::putAll);
        return List.copyOf(all.values());
    }
}
