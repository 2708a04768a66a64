package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.agency.Listening;

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
        NEVER;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<String, Instant> lastAt = new HashMap<>();
    private final Listening listening = new Listening();

    public Freshness(Stream<LogCounts.Entry> accepted) {
        accepted.forEach(count -> {
            listening.hear(count.day(), count.hours());
            lastAt.merge(
                    feed(count.agency(), count.type()),
                    count.lastAt(),
                    (one, other) -> one.isBefore(other) ? other : one);
        });
    }

    private static String feed(String agency, String type) {
        return agency + "/" + type;
    }

    /** When a feed was last heard of; empty for never. */
    public Optional<Instant> lastAt(String agency, String type) {
        return Optional.ofNullable(lastAt.get(feed(agency, type)));
    }

    /** How long a feed has been silent while the hub was listening, by the hour. */
    public Duration silentFor(String agency, String type, Instant now) {
        return listening.silentFor(lastAt(agency, type).orElse(now), now);
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
}
