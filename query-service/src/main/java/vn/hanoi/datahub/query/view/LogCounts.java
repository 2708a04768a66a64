package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Feed;

/**
 * How many events the log accepted, and how many were refused at admission, by day, feed and reason. Days are kept
 * separately, so that a query for one day reads only that day, and old days are removed as a whole. Written by the
 * feed's single thread, read by all threads.
 */
public final class LogCounts {

    /**
     * What is counted separately on a day.
     *
     * @param reason why events were refused at admission; null for accepted events
     */
    private record Line(Feed feed, @Nullable String reason) {}

    /**
     * The events of a feed and a day in one partition of the log.
     *
     * @param reason why they were refused at admission; null for accepted events
     * @param hours hours of the day with at least one event, as bits
     * @param lastOffset offset of the newest of them
     * @param lastAt when the log accepted the newest of them
     * @param lastEventAt newest event time among them
     */
    public record Entry(
            Feed feed,
            LocalDate day,
            int partition,
            @Nullable String reason,
            long events,
            int hours,
            long lastOffset,
            Instant lastAt,
            Instant lastEventAt) {}

    /** The events of a feed on a day, by partition. Immutable, so that readers need no lock. */
    private static final class Partitions {
        private static final Partitions NONE = new Partitions(new long[0], new long[0]);

        private final long[] events;
        private final long[] lastOffsets;

        private Partitions(long[] events, long[] lastOffsets) {
            this.events = events;
            this.lastOffsets = lastOffsets;
        }

        private Partitions with(int partition, long count, long lastOffset) {
            int length = Math.max(events.length, partition + 1);
            long[] nextEvents = Arrays.copyOf(events, length);
            long[] nextOffsets = Arrays.copyOf(lastOffsets, length);
            nextEvents[partition] = count;
            nextOffsets[partition] = lastOffset;
            return new Partitions(nextEvents, nextOffsets);
        }
    }

    /**
     * The events of a feed on a day.
     *
     * @param reason why they were refused at admission; null for accepted events
     */
    public record Count(LocalDate day, Feed feed, @Nullable String reason, long events, Collection<Last> lasts) {}

    /** The newest event of a count in one partition. */
    public record Last(int partition, long offset) {}

    private final ConcurrentNavigableMap<LocalDate, Map<Line, Partitions>> days = new ConcurrentSkipListMap<>();
    private final Map<Line, Line> lines = new ConcurrentHashMap<>();
    private final Freshness freshness = new Freshness();
    private volatile LocalDate keptSince = LocalDate.MIN;

    /** Stores a count, replacing the previous one for its partition, feed and day. */
    public void put(Entry count) {
        Line line = lines.computeIfAbsent(new Line(count.feed(), count.reason()), same -> same);
        days.computeIfAbsent(count.day(), day -> new ConcurrentHashMap<>())
                .merge(
                        line,
                        Partitions.NONE.with(count.partition(), count.events(), count.lastOffset()),
                        (known, first) -> known.with(count.partition(), count.events(), count.lastOffset()));
        if (count.reason() == null) {
            freshness.hear(count.feed(), count.day(), count.hours(), count.lastAt(), count.lastEventAt());
        }
    }

    /** Removes the days before a day. The newest event of each feed remains known. */
    public void forgetBefore(LocalDate day) {
        keptSince = day;
        days.headMap(day).clear();
        freshness.forgetBefore(day);
    }

    /** Returns the first day for which counts are kept. */
    public LocalDate keptSince() {
        return keptSince;
    }

    /** Returns when events of each feed last arrived, kept up to date as counts arrive. */
    public Freshness freshness() {
        return freshness;
    }

    /** Returns the number of counts over all days that are kept; for tests of the retention. */
    public long size() {
        return days.values().stream().mapToLong(Map::size).sum();
    }

    /** Returns the counts of one day, or of all days that are kept. */
    public Stream<Count> of(@Nullable LocalDate day) {
        return day == null
                ? days.entrySet().stream().flatMap(each -> counts(each.getKey(), each.getValue()))
                : counts(day, days.getOrDefault(day, Map.of()));
    }

    /** Returns the counts of an agency since a day, inclusive. */
    public Stream<Count> of(String agency, LocalDate since) {
        return days.tailMap(since).entrySet().stream()
                .flatMap(each -> counts(each.getKey(), each.getValue()))
                .filter(count -> count.feed().agency().equals(agency));
    }

    /** Returns the event types that an agency has ever sent, accepted or not. */
    public Set<String> types(String agency) {
        return lines.keySet().stream()
                .map(Line::feed)
                .filter(feed -> feed.agency().equals(agency))
                .map(Feed::type)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Count> counts(LocalDate day, Map<Line, Partitions> counts) {
        return counts.entrySet().stream().map(each -> count(day, each.getKey(), each.getValue()));
    }

    private static Count count(LocalDate day, Line line, Partitions partitions) {
        Collection<Last> lasts = IntStream.range(0, partitions.events.length)
                .filter(partition -> partitions.events[partition] > 0)
                .mapToObj(partition -> new Last(partition, partitions.lastOffsets[partition]))
                .toList();
        return new Count(
                day,
                line.feed(),
                line.reason(),
                Arrays.stream(partitions.events).sum(),
                lasts);
    }
}
