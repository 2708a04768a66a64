package vn.hanoi.datahub.domain.agency;

/**
 * How much of the front door is one agency's. What is more is told to come back later, so that one agency's flood does
 * not slow another.
 *
 * @param eventsPerSecond more than 0
 * @param bytesPerSecond of request bodies; more than 0
 */
public record Quota(long eventsPerSecond, long bytesPerSecond) {
    public Quota {
        if (eventsPerSecond < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("a quota is at least 1 event and 1 byte a second");
        }
    }
}
