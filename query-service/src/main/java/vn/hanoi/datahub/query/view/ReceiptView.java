package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How many events the log took, by agency, type, day and partition. Written by the feed's one thread, read by all. */
public final class ReceiptView {

    private final Map<String, Accepted> receipts = new ConcurrentHashMap<>();

    /**
     * What one partition of the log holds of an agency, type and day.
     *
     * @param lastOffset place of the newest of them
     * @param lastAt when the log took the newest of them
     */
    public record Accepted(
            String agency, String type, LocalDate day, int partition, long events, long lastOffset, Instant lastAt) {}

    public void put(String key, Accepted accepted) {
        receipts.put(key, accepted);
    }

    public Stream<Accepted> all() {
        return receipts.values().stream();
    }
}
