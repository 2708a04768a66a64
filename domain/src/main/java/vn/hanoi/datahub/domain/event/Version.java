package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * One event of a subject as the hub remembers it.
 *
 * @param acceptedOn the city day on which the log took it; its outcome is counted on that day
 * @param offset its place in its partition of the log
 */
public record Version(Event event, Fingerprint fingerprint, LocalDate acceptedOn, long offset) {

    /**
     * Where a version stands among those of its identity: newest by event time, then by data version, then by place in
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
