package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * One stored event of a subject.
 *
 * @param acceptedOn the day, in the city's time zone, on which the event entered the log; its outcome is counted on
 *     that day
 * @param offset its offset in its partition of the log
 */
public record Version(Event event, Fingerprint fingerprint, LocalDate acceptedOn, long offset) {

    /**
     * Position of a version among those of its identity: ordered by event time, then by data version, then by offset in
     * the log.
     */
    public record Place(Instant time, long dataVersion, long offset) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::time)
                .thenComparingLong(Place::dataVersion)
                .thenComparingLong(Place::offset);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    public Place place() {
        return new Place(event.time(), event.dataVersion(), offset);
    }

    public boolean isRetraction() {
        return event.operation() == Operation.RETRACT;
    }

    boolean isNewerThan(Version other) {
        return place().compareTo(other.place()) > 0;
    }
}
