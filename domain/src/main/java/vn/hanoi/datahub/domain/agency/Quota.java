package vn.hanoi.datahub.domain.agency;

/**
 * An agency's share of the ingest service's capacity. The sender of anything beyond it is asked to retry later, so that
 * a burst from one agency does not slow down another.
 *
 * @param eventsPerSecond more than 0
 * @param bytesPerSecond bytes of request bodies; more than 0
 */
public record Quota(long eventsPerSecond, long bytesPerSecond) {
    public Quota {
        if (eventsPerSecond < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("a quota must be at least 1 event and 1 byte per second");
        }
    }
}
