package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many events the log took, by agency, type, day and partition. Written by the feed's one thread, read by all. */
public final class LogCounts {

    private final Map<String, Entry> logCounts = new ConcurrentHashMap<>();

    /**
     * What one partition of the log holds of an agency, type and day.
     *
     * @param reason why they were refused at the door; null for events the log took
     * @param hours the hours of the day with at least one, as bits
     * @param lastOffset place of the newest of them
     * @param lastAt when the log took the newest of them
     */
    public record Entry(
            String agency,
            String type,
            LocalDate day,
            int partition,
            @Nullable String reason,
            long events,
            int hours,
            long lastOffset,
            Instant lastAt) {}

    public void put(String key, Entry count) {
        logCounts.put(key, count);
    }

    /** What the log took. */
    public Stream<Entry> accepted() {
        return logCounts.values().stream().filter(count -> count.reason() == null);
    }

    /** What was refused at the door. */
    public Stream<Entry> refused() {
        return logCounts.values().stream().filter(count -> count.reason() != null);
    }
}
