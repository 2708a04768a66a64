package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

/**
 * The current values in memory: those of a window of time, and the newest row of each series, however old. Written by
 * one thread at a time, read by all.
 *
 * <pre>
 *   kind (definition, granularity) ─▶ area ─▶ start ─▶ row: its total and its parts, as they were published
 * </pre>
 */
public final class ValueView {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Comparator<AreaId> BY_CODE =
            Comparator.comparing(AreaId::code).thenComparing(AreaId::since);

    /** What readers request together: the values of a definition in one granularity. */
    private record Kind(String indicator, int version, Granularity granularity) {}

    /** Is told of every row that is removed from memory because it is older than the window. */
    @FunctionalInterface
    public interface Leaving {
        void left(RowKey row, PublishedParts parts);
    }

    private final RecentWindow window;
    private final InstantSource clock;
    private final Leaving leaving;
    private final Map<Kind, NavigableMap<AreaId, NavigableMap<LocalDateTime, PublishedParts>>> kinds =
            new ConcurrentHashMap<>();
    private final LongAdder size = new LongAdder();

    public ValueView(RecentWindow window, InstantSource clock, Leaving leaving) {
        this.window = window;
        this.clock = clock;
        this.leaving = leaving;
    }

    /** Creates a view from which rows leave without a trace. */
    public ValueView(RecentWindow window, InstantSource clock) {
        this(window, clock, (row, parts) -> {});
    }

    /** Stores new parts of a row; its other parts are kept. */
    public synchronized void put(RowKey key, PublishedParts parts) {
        Granularity granularity = key.period().granularity();
        Kind kind = new Kind(key.indicator(), key.version(), granularity);
        NavigableMap<LocalDateTime, PublishedParts> series = kinds.computeIfAbsent(
                        kind, none -> new ConcurrentSkipListMap<>(BY_CODE))
                .computeIfAbsent(key.area(), area -> new ConcurrentSkipListMap<>());
        Instant now = clock.instant();
        LocalDateTime start = key.period().start();
        LocalDateTime from = window.from(granularity, now);
        PublishedParts before = series.getOrDefault(start, PublishedParts.NONE);
        PublishedParts merged = before.with(parts);
        series.put(start, merged);
        size.add(merged.size() - before.size());
        removeIfSpare(kind, key.area(), series, start, from, now);
        LocalDateTime former = series.lowerKey(start);
        if (former != null) {
            removeIfSpare(kind, key.area(), series, former, from, now);
        }
    }

    /**
     * Removes values that are older than the window, and those of definition versions that are no longer read from
     * memory.
     *
     * @param oldest the first version of an indicator that is still read from memory
     */
    public synchronized void trim(ToIntFunction<String> oldest) {
        Instant now = clock.instant();
        kinds.entrySet().removeIf(kind -> {
            boolean isFormer =
                    kind.getKey().version() < oldest.applyAsInt(kind.getKey().indicator());
            if (isFormer) {
                kind.getValue().values().forEach(series -> series.values().forEach(parts -> size.add(-parts.size())));
            }
            return isFormer;
        });
        kinds.forEach((kind, areas) -> {
            LocalDateTime from = window.from(kind.granularity(), now);
            areas.forEach((area, series) -> series.headMap(from)
                    .keySet()
                    .forEach(start -> removeIfSpare(kind, area, series, start, from, now)));
        });
    }

    /** Removes a row that is older than the window, unless it is the newest of its series that still matters today. */
    private void removeIfSpare(
            Kind kind,
            AreaId area,
            NavigableMap<LocalDateTime, PublishedParts> series,
            LocalDateTime start,
            LocalDateTime from,
            Instant now) {
        boolean isSpare = start.isBefore(from)
                && series.tailMap(start, false).entrySet().stream()
                        .anyMatch(later -> speaks(later.getValue())
                                && hasBegun(new Period(kind.granularity(), later.getKey()), now));
        if (isSpare) {
            PublishedParts removed = series.remove(start);
            if (removed != null) {
                size.add(-removed.size());
                Period period = new Period(kind.granularity(), start);
                leaving.left(new RowKey(kind.indicator(), kind.version(), area, period), removed);
            }
        }
    }

    /** Returns whether the total has events. */
    private static boolean speaks(PublishedParts parts) {
        PublishedPart total = parts.total();
        return total != null && total.events() > 0;
    }

    private static boolean hasBegun(Period period, Instant now) {
        return !period.startInstant().isAfter(now);
    }

    /** Returns the time from which it has all values. */
    public RecentWindow window() {
        return window;
    }

    /** Returns the number of values in memory. */
    public int size() {
        return size.intValue();
    }

    /** Returns values as they are now, ordered by area, member and time. */
    public Stream<Value> all(ValueFilter wanted) {
        LocalDateTime from = wanted.from();
        LocalDateTime to = wanted.to();
        String area = wanted.area();
        if (!from.isBefore(to)) {
            return Stream.empty();
        }
        NavigableMap<AreaId, NavigableMap<LocalDateTime, PublishedParts>> areas =
                areas(wanted.definition(), wanted.granularity());
        if (area != null) {
            areas = areas.subMap(new AreaId(area, FIRST_DAY), true, new AreaId(area, LAST_DAY), true);
        }
        return areas.entrySet().stream()
                .filter(series -> wanted.units().test(series.getKey()))
                .flatMap(series ->
                        series(wanted, series.getKey(), series.getValue().subMap(from, true, to, false)));
    }

    private static Stream<Value> series(
            ValueFilter wanted, AreaId area, NavigableMap<LocalDateTime, PublishedParts> rows) {
        IndicatorDefinition indicator = wanted.definition();
        String dimension = wanted.dimension();
        List<Value> values = new ArrayList<>(rows.isEmpty() ? 0 : dimension.isEmpty() ? 32 : 256);
        rows.forEach((start, parts) -> {
            Period period = new Period(wanted.granularity(), start);
            RowKey key = new RowKey(indicator.id(), indicator.version(), area, period);
            parts.forEach(dimension, part -> values.add(Value.of(key, part)));
        });
        return dimension.isEmpty()
                ? values.stream()
                : values.stream()
                        .sorted(Comparator.comparing(value -> value.key().member())); // stable: time stays in order
    }

    /** Returns the same for all times, and for all units that ever had one code. */
    public Stream<Value> ofArea(IndicatorDefinition indicator, String dimension, Granularity granularity, String area) {
        return all(ValueFilter.totals(indicator, granularity).by(dimension).in(area));
    }

    /**
     * Returns the newest total of an area that has events.
     *
     * @param now periods that begin later are ignored, even if something was reported for them
     */
    public Optional<Value> latest(IndicatorDefinition indicator, Granularity granularity, AreaId area, Instant now) {
        NavigableMap<LocalDateTime, PublishedParts> series =
                areas(indicator, granularity).get(area);
        if (series == null) {
            return Optional.empty();
        }
        for (Map.Entry<LocalDateTime, PublishedParts> row :
                series.descendingMap().entrySet()) {
            Period period = new Period(granularity, row.getKey());
            PublishedPart total = row.getValue().total();
            if (total != null && total.events() > 0 && hasBegun(period, now)) {
                return Optional.of(Value.of(new RowKey(indicator.id(), indicator.version(), area, period), total));
            }
        }
        return Optional.empty();
    }

    private NavigableMap<AreaId, NavigableMap<LocalDateTime, PublishedParts>> areas(
            IndicatorDefinition indicator, Granularity granularity) {
        return kinds.getOrDefault(
                new Kind(indicator.id(), indicator.version(), granularity), new ConcurrentSkipListMap<>(BY_CODE));
    }
}
