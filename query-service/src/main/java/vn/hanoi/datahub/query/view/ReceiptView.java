package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many events the log took, by agency, type, day and partition. Written by the feed's one thread, read by all. */
public final class ReceiptView {

    private final Map<String, Receipted> receipts = new ConcurrentHashMap<>();

    /**
     * What one partition of the log holds of an agency, type and day.
     *
     * @param reason why they were refused at the door; null for events the log took
     * @param hours the hours of the day with at least one, as bits
     * @param lastOffset place of the newest of them
     * @param lastAt when the log took the newest of them
     */
    public record Receipted(
            String agency,
            String type,
            LocalDate day,
            int partition,
            @Nullable String reason,
            long events,
            int hours,
            long lastOffset,
            Instant lastAt) {}

    public void put(String key, Receipted receipt) {
        receipts.put(key, receipt);
    }

    /** What the log took. */
    public Stream<Receipted> accepted() {
        return receipts.values().stream().filter(receipt -> receipt.reason() == null);
    }

    /** What was refused at the door. */
    public Stream<Receipted> refused() {
        return receipts.values().stream().filter(receipt -> receipt.reason() != null);
    }
}
