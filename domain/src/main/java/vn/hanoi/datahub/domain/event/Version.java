package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import vn.hanoi.datahub.domain.fold.Contribution;

/**
 * One event of a subject as the hub remembers it.
 *
 * @param acceptedOn the city day on which the log took it; its outcome is counted on that day
 * @param offset its place in its partition of the log
 */
public record Version(
        String source,
        String id,
        Fingerprint fingerprint,
        Instant time,
        long dataVersion,
        Operation operation,
        LocalDate acceptedOn,
        long offset,
        List<Contribution> contributions) {

    /** Newest by event time, then by data version, then by place in the log. */
    static final Comparator<Version> ORDER = Comparator.comparing(Version::time)
            .thenComparingLong(Version::dataVersion)
            .thenComparingLong(Version::offset);

    public Version {
        contributions = List.copyOf(contributions);
    }

    boolean isRetraction() {
        return operation == Operation.RETRACT;
    }

    /** The same version with only what holds beyond its own period: all that is needed of it once a newer one is in force. */
    Version replaced() {
        return new Version(
                source,
                id,
                fingerprint,
                time,
                dataVersion,
                operation,
                acceptedOn,
                offset,
                contributions.stream().filter(Contribution::lasting).toList());
    }
}
