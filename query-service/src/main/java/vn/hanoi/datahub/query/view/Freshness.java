package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.HubActivity;

/**
 * Who is late, fairly: what the newest event of each feed speaks of, and how long nothing newer has come while the hub
 * was listening. A duplicate, or a report about last year, is no sign of life. An hour in which the hub took nothing
 * from anybody is the hub's own and is held against nobody. Kept up with each count, so that a question costs what it
 * asks for and not what was ever counted. Safe for use by many threads.
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

    private final Map<Feed, Instant> lastAt = new HashMap<>();
    private final Map<Feed, Instant> lastEventAt = new HashMap<>();
    private final HubActivity listening = new HubActivity();

    /**
     * Notes that a feed was heard of.
     *
     * @param hours of the day in which it was, as bits; bit 0 is the hour from 00:00, Asia/Ho_Chi_Minh
     * @param at when the newest of its events was accepted
     * @param eventAt the newest time that one of them speaks of
     */
    synchronized void hear(Feed feed, LocalDate day, int hours, Instant at, Instant eventAt) {
        listening.hear(day, hours);
        lastAt.merge(feed, at, Freshness::later);
        lastEventAt.merge(feed, eventAt, Freshness::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Removes the hours of the days before a day; how long a feed was silent is counted from that day on. */
    synchronized void forgetBefore(LocalDate day) {
        listening.forgetBefore(day);
    }

    /** The newest time that an event of a feed speaks of; empty for never. */
    public synchronized Optional<Instant> lastEventAt(Feed feed) {
        return Optional.ofNullable(lastEventAt.get(feed));
    }

    /** When a feed was last heard of; empty for never. */
    public synchronized Optional<Instant> lastAt(Feed feed) {
        return Optional.ofNullable(lastAt.get(feed));
    }

    /** How long nothing newer has come of a feed while the hub was listening, by the hour. */
    public synchronized Duration silentFor(Feed feed, Instant now) {
        return silentSince(lastEventAt(feed).orElse(now), now);
    }

    /** How long nothing newer has come than what speaks of a moment, while the hub was listening, by the hour. */
    public synchronized Duration silentSince(Instant newest, Instant now) {
        return listening.silentSince(newest, now);
    }

    public synchronized State state(Feed feed, Duration cadence, Instant now) {
        return lastEventAt(feed).map(newest -> state(newest, cadence, now)).orElse(State.NEVER);
    }

    /** The state of what speaks of a moment last: a feed, or one of its stations. */
    public State state(Instant newest, Duration cadence, Instant now) {
        Duration silent = silentSince(newest, now);
        return silent.compareTo(cadence) <= 0
                ? State.ON_TIME
                : silent.compareTo(cadence.multipliedBy(2)) <= 0 ? State.LATE : State.SILENT;
    }
}
