package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Releases;
import vn.hanoi.datahub.query.history.Wanted;
import vn.hanoi.datahub.query.view.Value;

/**
 * Open data about people: totals of months, quarters and years that have ended, released when they have come to rest, and with small counts hidden.
 *
 * <p>Unfinished periods are left out, because a count that grows passes through the small numbers; days, because nearly all of a commune's days are small.
 */
public final class ProtectedData {

    private static final Logger LOG = LoggerFactory.getLogger(ProtectedData.class);
    private static final List<Granularity> LONG = List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    private static final int MOST = 2_000_000;

    private final AreaRegister areas;
    private final PublishedValues published;
    private final Releases releases;
    private final InstantSource clock;
    private final Duration rest;

    /** What is released now, by dataset. */
    private final Map<String, Map<Name, Released>> newest = new ConcurrentHashMap<>();

    /** Tables that could not be released as they were. */
    private final Map<String, Map<Period, Set<Value>>> held = new ConcurrentHashMap<>();

    /**
     * @param rest so long a table must not have changed before it is released
     */
    public ProtectedData(
            AreaRegister areas, PublishedValues published, Releases releases, InstantSource clock, Duration rest) {
        this.areas = areas;
        this.published = published;
        this.releases = releases;
        this.clock = clock;
        this.rest = rest;
    }

    static List<Granularity> granularities(IndicatorDefinition definition) {
        return LONG.stream().filter(definition.periods()::contains).toList();
    }

    /** What is released now, in the order of the keys. */
    List<Released> list(IndicatorDefinition definition) {
        return inOrder(newest(definition.id()).values());
    }

    /** What was released at a moment. */
    List<Released> list(IndicatorDefinition definition, Instant then) {
        return inOrder(Protection.newest(releases.list(definition.id(), then)).values());
    }

    private static List<Released> inOrder(Collection<Released> released) {
        return released.stream()
                .sorted(Comparator.comparing(cell -> cell.value().key()))
                .toList();
    }

    /** The periods whose newer figures are held back, because they would give a small count away. */
    List<Period> held(IndicatorDefinition definition) {
        return held.getOrDefault(definition.id(), Map.of()).keySet().stream()
                .sorted()
                .toList();
    }

    private Map<Name, Released> newest(String dataset) {
        return newest.computeIfAbsent(dataset, id -> Protection.newest(releases.list(id, null)));
    }

    /**
     * Releases what has changed and come to rest.
     *
     * @throws vn.hanoi.datahub.query.history.HistoryException when the database does not answer
     */
    public void release(IndicatorDefinition definition) {
        Instant now = clock.instant();
        Sums sums = new Sums(areas, definition, granularities(definition));
        Map<Period, List<Value>> tables = new TreeMap<>();
        for (Value value : closed(definition, now)) {
            tables.computeIfAbsent(sums.together(value.key().period(), now), period -> new ArrayList<>())
                    .add(value);
        }
        Map<Name, Released> before = newest(definition.id());
        tables.values().removeIf(table -> !hasChanged(table, before) || !isAtRest(table, now));
        Map<Period, Set<Value>> holding = holding(definition.id());
        holding.keySet().removeIf(period -> !tables.containsKey(period));
        tables.entrySet().removeIf(table -> new HashSet<>(table.getValue()).equals(holding.get(table.getKey())));
        if (!tables.isEmpty()) {
            release(definition.id(), sums, tables, now);
        }
    }

    private List<Value> closed(IndicatorDefinition definition, Instant now) {
        List<Value> closed = new ArrayList<>();
        Map<Name, Released> before = newest(definition.id());
        for (Granularity granularity : granularities(definition)) {
            published
                    .list(Wanted.totals(definition, granularity), MOST)
                    .filter(value -> !value.key().period().endInstant().isAfter(now))
                    .filter(value -> value.events() > 0 || before.containsKey(Name.of(value)))
                    .forEach(closed::add);
        }
        return closed;
    }

    private static boolean hasChanged(List<Value> table, Map<Name, Released> before) {
        return table.stream().anyMatch(value -> {
            Released released = before.get(Name.of(value));
            return released == null || !released.value().equals(value);
        });
    }

    private boolean isAtRest(List<Value> table, Instant now) {
        return table.stream().noneMatch(value -> value.recordedAt().plus(rest).isAfter(now));
    }

    private void release(String dataset, Sums sums, Map<Period, List<Value>> tables, Instant now) {
        int number = releases.count(dataset);
        List<Released> past = releases.list(dataset, null);
        Map<Name, Released> before = Protection.newest(past);
        List<Released> changed = new ArrayList<>();
        tables.forEach((period, table) -> {
            List<Released> ofTable = past.stream()
                    .filter(released ->
                            sums.together(released.value().key().period(), now).equals(period))
                    .toList();
            new Protection(sums)
                    .release(table, ofTable, now)
                    .ifPresentOrElse(
                            next -> next.stream()
                                    .filter(cell -> isNews(cell, before.get(Name.of(cell.value()))))
                                    .forEach(changed::add),
                            () -> hold(dataset, period, table));
        });
        if (!changed.isEmpty()) {
            releases.add(dataset, number, now, changed);
        }
        newest.put(dataset, Protection.newest(releases.list(dataset, null)));
    }

    private static boolean isNews(Released cell, @Nullable Released before) {
        return before == null || !before.isSameAs(cell);
    }

    private Map<Period, Set<Value>> holding(String dataset) {
        return held.computeIfAbsent(dataset, id -> new ConcurrentHashMap<>());
    }

    private void hold(String dataset, Period period, List<Value> table) {
        LOG.info("{} of {} is not released as it is now: it would give a small count away", dataset, period);
        holding(dataset).put(period, new HashSet<>(table));
    }
}
