package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * Who is late, fairly: when each feed (an agency and an event type) was heard of, and how long it has been silent while the hub was listening. An hour in which the hub
 * took nothing from anybody is the hub's own and is held against nobody.
 */
public final class Freshness {

    /** Since when a feed's last event is due again. */
    public enum State {
        ON_TIME,
        /** Longer than its cadence. */
        LATE,
        /** Longer than twice its cadence. */
        SILENT,
        /** Nothing was ever heard. */
        NEVER
    }

    /** What is known of one feed. */
    public record Heard(Instant lastAt, TreeMap<LocalDate, Integer> hours) {}

    private final Map<String, Heard> feeds = new HashMap<>();
    private final TreeMap<LocalDate, Integer> listening = new TreeMap<>();

    public Freshness(Stream<ReceiptView.Receipted> accepted) {
        accepted.forEach(receipt -> {
            listening.merge(receipt.day(), receipt.hours(), (one, other) -> one | other);
            Heard heard = feeds.get(feed(receipt.agency(), receipt.type()));
            TreeMap<LocalDate, Integer> hours = heard == null ? new TreeMap<>() : heard.hours();
            hours.merge(receipt.day(), receipt.hours(), (one, other) -> one | other);
            Instant lastAt =
                    heard == null || heard.lastAt().isBefore(receipt.lastAt()) ? receipt.lastAt() : heard.lastAt();
            feeds.put(feed(receipt.agency(), receipt.type()), new Heard(lastAt, hours));
        });
    }

    private static String feed(String agency, String type) {
        return agency + "/" + type;
    }

    /** When a feed was last heard of; empty for never. */
    public Optional<Instant> lastAt(String agency, String type) {
        return Optional.ofNullable(feeds.get(feed(agency, type))).map(Heard::lastAt);
    }

    /** How long a feed has been silent while the hub was listening, by the hour. */
    public Duration silentFor(String agency, String type, Instant now) {
        Instant lastAt = lastAt(agency, type).orElse(now);
        Duration silent = Duration.between(lastAt, now);
        LocalDateTime hour = CityTime.at(lastAt)
                .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
                .plusHours(1);
        LocalDateTime current = CityTime.at(now).truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        while (hour.isBefore(current)) {
            if (!heard(listening, hour)) {
                silent = silent.minusHours(1);
            }
            hour = hour.plusHours(1);
        }
        return silent.isNegative() ? Duration.ZERO : silent;
    }

    public State state(String agency, String type, Duration cadence, Instant now) {
        if (lastAt(agency, type).isEmpty()) {
            return State.NEVER;
        }
        Duration silent = silentFor(agency, type, now);
        return silent.compareTo(cadence) <= 0
                ? State.ON_TIME
                : silent.compareTo(cadence.multipliedBy(2)) <= 0 ? State.LATE : State.SILENT;
    }

    /**
     * The share of the hub's listening hours, since a feed's first event, in which its newest event was no older than its cadence.
     *
     * @param since the first day looked at
     * @return null where there is no such hour
     */
    public @Nullable Double share(String agency, String type, Duration cadence, LocalDate since, Instant now) {
        Heard heard = feeds.get(feed(agency, type));
        if (heard == null) {
            return null;
        }
        long cadenceHours = Math.max(1, cadence.toHours());
        LocalDateTime hour = first(heard.hours());
        LocalDateTime last = hour;
        long listened = 0;
        long fresh = 0;
        for (LocalDateTime end = CityTime.at(now); hour.isBefore(end); hour = hour.plusHours(1)) {
            last = heard(heard.hours(), hour) ? hour : last;
            if (heard(listening, hour) && !hour.toLocalDate().isBefore(since)) {
                listened++;
                fresh += Duration.between(last, hour).toHours() < cadenceHours ? 1 : 0;
            }
        }
        return listened == 0 ? null : (Double) ((double) fresh / listened);
    }

    private static LocalDateTime first(TreeMap<LocalDate, Integer> hours) {
        Map.Entry<LocalDate, Integer> first = hours.firstEntry();
        return first.getKey().atTime(Integer.numberOfTrailingZeros(first.getValue()), 0);
    }

    private static boolean heard(TreeMap<LocalDate, Integer> hours, LocalDateTime hour) {
        return (hours.getOrDefault(hour.toLocalDate(), 0) >> hour.getHour() & 1) == 1;
    }
}
