package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * The current values in memory: those of a window of time, and the newest of each series, however old. Written by one thread at a time, read by all.
 *
 * <pre>
 *   kind (definition, dimension, granularity) ─▶ line (area, member) ─▶ start ─▶ value
 * </pre>
 */
public final class ValueView {

    private static final String AFTER_EVERY_TEXT = "\uffff";
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /** What readers ask for together: a definition's total, or one of its dimensions, in one granularity. */
    private record Kind(String indicator, int version, String dimension, Granularity granularity) {
        /** Written out: a record's own methods go through method handles. */
        @Override
        public int hashCode() {
            return 31 * (31 * indicator.hashCode() + version) + dimension.hashCode() + granularity.ordinal();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind
                    && version == kind.version
                    && granularity == kind.granularity
                    && indicator.equals(kind.indicator)
                    && dimension.equals(kind.dimension);
        }
    }

    /** Values of one part of one area, a period after the other. */
    private record Line(String area, LocalDate since, String member) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int order = area.compareTo(other.area);
            if (order == 0) {
                order = since.compareTo(other.since);
            }
            return order == 0 ? member.compareTo(other.member) : order;
        }
    }

    private final RecentWindow window;
    private final InstantSource clock;
    private final Map<Kind, NavigableMap<Line, NavigableMap<LocalDateTime, Value>>> kinds = new ConcurrentHashMap<>();
    private final LongAdder size = new LongAdder();

    public ValueView(RecentWindow window, InstantSource clock) {
        this.window = window;
        this.clock = clock;
    }

    public synchronized void put(Value value) {
        ValueKey key = value.key();
        NavigableMap<LocalDateTime, Value> line = kinds.computeIfAbsent(
                        new Kind(
                                key.indicator(),
                                key.version(),
                                key.dimension(),
                                key.period().granularity()),
                        kind -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(
                        new Line(key.area().code(), key.area().since(), key.member()),
                        any -> new ConcurrentSkipListMap<>());
        Instant now = clock.instant();
        LocalDateTime start = key.period().start();
        LocalDateTime from = window.from(key.period().granularity(), now);
        if (isSpare(line, start, from, now)) {
            remove(line, start);
            return;
        }
        if (line.put(start, value) == null) {
            size.increment();
        }
        LocalDateTime former = line.lowerKey(start);
        if (former != null && isSpare(line, former, from, now)) {
            remove(line, former);
        }
    }

    private void remove(NavigableMap<LocalDateTime, Value> line, LocalDateTime start) {
        if (line.remove(start) != null) {
            size.decrement();
        }
    }

    /** Lets go of what has grown older than the window. */
    public synchronized void trim() {
        Instant now = clock.instant();
        kinds.forEach((kind, lines) -> {
            LocalDateTime from = window.from(kind.granularity(), now);
            lines.values()
                    .forEach(line -> line.headMap(from).keySet().forEach(start -> {
                        if (isSpare(line, start, from, now)) {
                            remove(line, start);
                        }
                    }));
        });
    }

    /** Older than the window, and not the newest of its series that says something about today. */
    private static boolean isSpare(
            NavigableMap<LocalDateTime, Value> line, LocalDateTime start, LocalDateTime from, Instant now) {
        return start.isBefore(from)
                && line.tailMap(start, false).values().stream()
                        .anyMatch(later -> later.events() > 0
                                && !later.key().period().startInstant().isAfter(now));
    }

    public int size() {
        return size.intValue();
    }

    /** All values of one kind: a definition's total, or one of its dimensions, in one granularity; areas in order, time in order. */
    public Stream<Value> all(IndicatorDefinition indicator, String dimension, Granularity granularity) {
        return lines(indicator, dimension, granularity).values().stream()
                .map(Map::values)
                .flatMap(Collection::stream);
    }

    /** The same for all units that ever bore one code. */
    public Stream<Value> ofArea(IndicatorDefinition indicator, String dimension, Granularity granularity, String area) {
        return lines(indicator, dimension, granularity)
                .subMap(new Line(area, FIRST_DAY, ""), true, new Line(area, LAST_DAY, AFTER_EVERY_TEXT), true)
                .values()
                .stream()
                .map(Map::values)
                .flatMap(Collection::stream);
    }

    /**
     * The newest total of an area in which something counts.
     *
     * @param now periods that begin later do not speak for today, whatever was reported for them
     */
    public Optional<Value> latest(IndicatorDefinition indicator, Granularity granularity, AreaId area, Instant now) {
        NavigableMap<LocalDateTime, Value> line =
                lines(indicator, "", granularity).get(new Line(area.code(), area.since(), ""));
        return line == null
                ? Optional.empty()
                : line.descendingMap().values().stream()
                        .filter(value -> value.events() > 0
                                && !value.key().period().startInstant().isAfter(now))
                        .findFirst();
    }

    private NavigableMap<Line, NavigableMap<LocalDateTime, Value>> lines(
            IndicatorDefinition indicator, String dimension, Granularity granularity) {
        NavigableMap<Line, NavigableMap<LocalDateTime, Value>> lines =
                kinds.get(new Kind(indicator.id(), indicator.version(), dimension, granularity));
        return lines == null ? new ConcurrentSkipListMap<>() : lines;
    }
}
