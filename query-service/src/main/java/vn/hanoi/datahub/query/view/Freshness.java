package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.agency.DueMoment;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.HubActivity;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * Determines fairly which feeds are late, by the newest event time of each feed, and how long nothing newer has arrived
 * while the hub was listening. A duplicate, or a report about last year, is not a sign of life. Hours in which the hub
 * accepted nothing from any agency do not count against a feed. The state is updated with each count, so that the cost
 * of a query does not depend on how much was ever counted. Thread-safe.
 */
public final class Freshness {

    /** The state of a feed, by how long it has been silent. */
    public enum State implements Worded {
        ON_TIME,
        /** Silent for longer than its cadence. */
        LATE,
        /** Silent for longer than twice its cadence. */
        SILENT,
        /** Nothing has ever arrived. */
        NEVER,
        /** Of a periodic feed, which is never late or silent: the newest report that was due was not delivered. */
        OVERDUE
    }

    /**
     * The state of one feed relative to its cadence.
     *
     * @param lastAt when the newest of its events was accepted; null if never
     * @param lastEventAt newest event time; null if never
     * @param state {@code on-time}, {@code late}, {@code silent} or {@code never}; {@code overdue} if the newest report
     *     of a periodic feed that was due was not delivered; null if the feed is not expected
     * @param silentSeconds how long nothing newer has arrived, without hours in which the hub received nothing; null if
     *     never
     */
    public record Standing(
            @Nullable Instant lastAt,
            @Nullable Instant lastEventAt,
            @Nullable String state,
            @Nullable Long silentSeconds) {

        /** Returns it with the beginning of the day in place of each moment, and with whole days of silence. */
        public Standing byDay() {
            return new Standing(
                    day(lastAt),
                    day(lastEventAt),
                    state,
                    silentSeconds == null
                            ? null
                            : Duration.ofDays(Duration.ofSeconds(silentSeconds).toDays())
                                    .toSeconds());
        }

        private static @Nullable Instant day(@Nullable Instant moment) {
            return moment == null ? null : CityTime.startOf(CityTime.dayOf(moment));
        }
    }

    private final Map<Feed, Instant> lastAt = new HashMap<>();
    private final Map<Feed, Instant> lastEventAt = new HashMap<>();
    private final HubActivity listening = new HubActivity();

    /**
     * Records that events of a feed have arrived.
     *
     * @param hours hours of the day in which events arrived, as bits; bit 0 is the hour from 00:00, Asia/Ho_Chi_Minh
     * @param at when the newest of them was accepted
     * @param eventAt newest event time among them
     */
    synchronized void hear(Feed feed, LocalDate day, int hours, Instant at, Instant eventAt) {
        listening.hear(day, hours);
        lastAt.merge(feed, at, Freshness::later);
        lastEventAt.merge(feed, eventAt, Freshness::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Removes the active hours of the days before a day; silence before that day then counts in full. */
    synchronized void forgetBefore(LocalDate day) {
        listening.forgetBefore(day);
    }

    /** Returns when a report is due, as postponed by the hub's downtime. */
    synchronized DueMoment due(Instant cutOff, Instant declared, Instant now) {
        return DueMoment.of(cutOff, declared, listening, now);
    }

    /** Returns the beginning of the first known hour in which anything was received. */
    synchronized Optional<Instant> firstHour() {
        return listening.firstHour();
    }

    /** Returns the newest event time of a feed; empty if nothing has ever arrived. */
    public synchronized Optional<Instant> lastEventAt(Feed feed) {
        return Optional.ofNullable(lastEventAt.get(feed));
    }

    /** Returns when the newest event of a feed was accepted; empty if nothing has ever arrived. */
    public synchronized Optional<Instant> lastAt(Feed feed) {
        return Optional.ofNullable(lastAt.get(feed));
    }

    /**
     * Returns how long nothing newer has arrived from a feed; full hours in which the hub received nothing do not
     * count.
     */
    public synchronized Duration silentFor(Feed feed, Instant now) {
        return silentSince(lastEventAt(feed).orElse(now), now);
    }

    /**
     * Returns how long nothing newer than a given event time has arrived; full hours in which the hub received nothing
     * do not count.
     */
    public synchronized Duration silentSince(Instant newest, Instant now) {
        return listening.silentSince(newest, now);
    }

    /**
     * Returns the state of a feed.
     *
     * @param line the feed, and those that it continues
     * @param cadence null if the feed is not expected
     */
    synchronized Standing standing(Collection<Feed> line, @Nullable Duration cadence, Instant now) {
        Instant heard = newest(lastAt, line);
        Instant newest = newest(lastEventAt, line);
        Duration silent = newest == null ? null : silentSince(newest, now);
        return new Standing(
                heard,
                newest,
                cadence == null ? null : state(silent, cadence).word(),
                silent == null ? null : (Long) silent.toSeconds());
    }

    synchronized State state(Collection<Feed> line, Duration cadence, Instant now) {
        Instant newest = newest(lastEventAt, line);
        return state(newest == null ? null : silentSince(newest, now), cadence);
    }

    private static @Nullable Instant newest(Map<Feed, Instant> known, Collection<Feed> line) {
        return line.stream()
                .flatMap(feed -> Optional.ofNullable(known.get(feed)).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    public State state(Feed feed, Duration cadence, Instant now) {
        return state(List.of(feed), cadence, now);
    }

    /** Returns the state of a feed, or of one of its stations, by its newest event time. */
    public State state(Instant newest, Duration cadence, Instant now) {
        return state(silentSince(newest, now), cadence);
    }

    private static State state(@Nullable Duration silent, Duration cadence) {
        if (silent == null) {
            return State.NEVER;
        }
        return silent.compareTo(cadence) <= 0
                ? State.ON_TIME
                : silent.compareTo(cadence.multipliedBy(2)) <= 0 ? State.LATE : State.SILENT;
    }
}
