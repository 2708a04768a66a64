package vn.hanoi.datahub.query.release;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Release;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Releases;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;

/**
 * Open data about people: totals of months, quarters and years that have ended and settled. They are released once they
 * are stable, and with small counts hidden.
 *
 * <p>Unfinished periods are left out, because a growing count passes through small numbers. Days are left out, because
 * nearly all daily counts of a commune are small. For numbers that continue from period to period (states and
 * cumulative counts), only the city is released, because the difference between two periods is itself a count.
 */
public final class ProtectedData {

    private static final Logger LOG = LoggerFactory.getLogger(ProtectedData.class);
    private static final List<Granularity> LONG = List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    private static final Set<FoldKind> GOING_ON =
            Set.of(FoldKind.STATE, FoldKind.STATE_DISTINCT, FoldKind.CUMULATIVE, FoldKind.ROLLING_DISTINCT);
    private static final String ALL_PERIODS = "all periods";
    private static final int MOST = 2_000_000;

    /** A release that has not come back from the topic by then was not written. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);

    private final AreaRegister areas;
    private final PublishedValues published;
    private final Releases releases;
    private final InstantSource clock;
    private final ReleaseTiming patience;
    private final Consumer<Release> tell;

    /** The current releases, by dataset. */
    private final Map<String, Map<AreaPeriod, Released>> known = new ConcurrentHashMap<>();

    /** What was disclosed of each table before, by its family and name. */
    private final Map<String, Protection.Former> formers = new ConcurrentHashMap<>();

    /** Releases of this instance that have not come back from the topic yet, by name. */
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /**
     * A release that was sent to the topic.
     *
     * @param since when it was sent
     */
    private record Pending(Release release, Protection protection, Protection.Former former, Instant since) {}

    /** Tables that could not be released, with their values, by dataset and name. */
    private final Map<String, Map<String, Set<Value>>> held = new ConcurrentHashMap<>();

    /**
     * Waiting times before a release.
     *
     * @param settles how long after its end a period must wait before it is released; most late reports arrive by then
     * @param rest how long a table must be unchanged before it is released
     */
    public record ReleaseTiming(Duration settles, Duration rest) {}

    /** @param tell writes a release to its topic */
    public ProtectedData(
            AreaRegister areas,
            PublishedValues published,
            Releases releases,
            Consumer<Release> tell,
            InstantSource clock,
            ReleaseTiming patience) {
        this.tell = tell;
        this.areas = areas;
        this.published = published;
        this.releases = releases;
        this.clock = clock;
        this.patience = patience;
    }

    /** Returns the current release, in the order of the keys. */
    public List<Released> list(IndicatorDefinition definition) {
        return inOrder(unordered(definition));
    }

    /** Returns the current release without sorting it, for callers that need only a few of many values. */
    Collection<Released> unordered(IndicatorDefinition definition) {
        return newest(definition.id()).values();
    }

    /** Returns a state that changes with what is released and what is withheld. */
    public String state(IndicatorDefinition definition) {
        Collection<Released> released = unordered(definition);
        return released.stream().map(Released::at).max(Instant::compareTo) + " " + released.size() + " "
                + held(definition);
    }

    /** Returns the release as of a moment. */
    public List<Released> list(IndicatorDefinition definition, Instant then) {
        return inOrder(Protection.newest(releases.list(definition.id(), then)).values());
    }

    private static List<Released> inOrder(Collection<Released> released) {
        return released.stream()
                .sorted(Comparator.comparing(row -> row.value().key()))
                .toList();
    }

    /** Returns the periods whose newer figures are withheld, because they would disclose a small count. */
    public List<String> held(IndicatorDefinition definition) {
        return List.copyOf(new TreeSet<>(holding(definition.id()).keySet()));
    }

    private Map<AreaPeriod, Released> newest(String dataset) {
        return known.computeIfAbsent(dataset, id -> Protection.newest(releases.list(id, null)));
    }

    /**
     * Called when a release has come from the topic.
     *
     * @param holds whether it was stored in the database; false if another release of its family came first
     */
    public synchronized void taken(Release release, boolean holds) {
        Pending own = pending.remove(release.name());
        if (own != null && holds) {
            release.cells().forEach((dataset, rows) -> {
                Map<AreaPeriod, Released> newest = new HashMap<>(newest(dataset));
                rows.forEach(row -> newest.put(AreaPeriod.of(row.value()), row));
                known.put(dataset, newest);
            });
            own.protection().add(own.former(), release.cells());
        } else {
            known.keySet().removeAll(release.family());
            formers.keySet().removeIf(key -> key.startsWith(release.family() + " "));
            if (own != null) {
                LOG.info("another query service has released {} meanwhile; it is looked at again", release.family());
            }
        }
    }

    /** Writes releases from before the release topic existed to that topic. */
    public void tellFormer(List<List<String>> families) {
        Map<String, Instant> last = new HashMap<>();
        releases.untold().forEach((at, cells) -> {
            List<String> family = families.stream()
                    .filter(each -> each.contains(cells.keySet().iterator().next()))
                    .findFirst()
                    .orElseGet(() -> List.copyOf(new TreeSet<>(cells.keySet())));
            tell.accept(new Release(family, last.put(family.get(0), at), at, cells));
            releases.told(at);
        });
    }

    private Map<String, Set<Value>> holding(String dataset) {
        return held.computeIfAbsent(dataset, id -> new ConcurrentHashMap<>());
    }

    /**
     * Releases what has changed and become stable.
     *
     * @param family datasets derived from the same events, which are released together
     * @throws vn.hanoi.datahub.query.history.HistoryException if the database does not answer
     */
    public void release(List<IndicatorDefinition> family) {
        Instant now = clock.instant();
        Map<String, Map<String, List<Value>>> tables = new TreeMap<>();
        for (IndicatorDefinition definition : family) {
            for (Value value : settled(definition, now)) {
                tables.computeIfAbsent(together(definition, value.key().period(), now), key -> new LinkedHashMap<>())
                        .computeIfAbsent(definition.id(), id -> new ArrayList<>())
                        .add(value);
            }
        }
        tables.forEach((name, table) -> {
            if (hasNews(table) && isAtRest(table, now) && !isHeld(name, table)) {
                release(family, name, table, now);
            }
        });
    }

    /**
     * Returns what must be released together because its numbers add up: the longest period that has ended, or all
     * periods if numbers are carried forward.
     */
    private String together(IndicatorDefinition definition, Period period, Instant now) {
        if (definition.fold() == FoldKind.SNAPSHOT) {
            return ALL_PERIODS;
        }
        return granularities(definition).stream()
                .filter(granularity -> !granularity.isFinerThan(period.granularity()))
                .map(period::in)
                .filter(longer -> hasSettled(longer, now))
                .reduce(period, (finer, coarser) -> coarser)
                .text();
    }

    private boolean hasSettled(Period period, Instant now) {
        return !period.endInstant().plus(patience.settles()).isAfter(now);
    }

    private static List<Granularity> granularities(IndicatorDefinition definition) {
        return LONG.stream().filter(definition.periods()::contains).toList();
    }

    private List<Value> settled(IndicatorDefinition definition, Instant now) {
        List<Value> settled = new ArrayList<>();
        Map<AreaPeriod, Released> before = newest(definition.id());
        for (Granularity granularity : granularities(definition)) {
            published
                    .list(ValueFilter.totals(definition, granularity), MOST)
                    .filter(value -> hasSettled(value.key().period(), now)
                            && (value.events() > 0 || before.containsKey(AreaPeriod.of(value)))
                            && isReleased(definition, value))
                    .forEach(settled::add);
        }
        return settled;
    }

    private static boolean isReleased(IndicatorDefinition definition, Value value) {
        return !GOING_ON.contains(definition.fold())
                || value.key().area().code().equals(AreaRegister.CITY);
    }

    /**
     * Returns whether there are changes to release. A service that is behind another one with the same database
     * releases nothing.
     */
    private boolean hasNews(Map<String, List<Value>> table) {
        boolean news = false;
        for (Map.Entry<String, List<Value>> dataset : table.entrySet()) {
            Map<AreaPeriod, Released> before = newest(dataset.getKey());
            for (Value value : dataset.getValue()) {
                Released released = before.get(AreaPeriod.of(value));
                if (released != null
                        && released.value().key().version() == value.key().version()
                        && released.value().recordedAt().isAfter(value.recordedAt())) {
                    return false;
                }
                news |= released == null || !released.value().equals(value);
            }
        }
        return news;
    }

    private boolean isAtRest(Map<String, List<Value>> table, Instant now) {
        return values(table)
                .noneMatch(value -> value.recordedAt().plus(patience.rest()).isAfter(now));
    }

    private static Stream<Value> values(Map<String, List<Value>> table) {
        return table.values().stream().flatMap(List::stream);
    }

    private boolean isHeld(String name, Map<String, List<Value>> table) {
        return table.entrySet().stream()
                .allMatch(dataset -> new HashSet<>(dataset.getValue())
                        .equals(holding(dataset.getKey()).get(name)));
    }

    private synchronized void release(
            List<IndicatorDefinition> family, String name, Map<String, List<Value>> table, Instant now) {
        Map<String, AdditivityConstraints> sums = new TreeMap<>();
        family.forEach(definition ->
                sums.put(definition.id(), new AdditivityConstraints(areas, definition, granularities(definition))));
        List<String> datasets = List.copyOf(sums.keySet());
        if (isPending(datasets, now)) {
            return;
        }
        Instant after = releases.last(datasets).orElse(null);
        Instant micros = now.truncatedTo(ChronoUnit.MICROS); // the precision of the database
        Instant at = after == null || after.isBefore(micros) ? micros : after.plusMillis(1);
        Protection protection = new Protection(sums);
        Protection.Former former =
                formers.computeIfAbsent(datasets + " " + name, key -> former(family, name, protection, now));
        protection
                .release(table, former, at)
                .ifPresentOrElse(
                        next -> tell(
                                name,
                                next,
                                new Pending(
                                        new Release(datasets, after, at, new LinkedHashMap<>()),
                                        protection,
                                        former,
                                        now)),
                        () -> hold(name, table));
    }

    /** Returns whether a release of a family has not come back yet; the next one must be based on it. */
    private boolean isPending(List<String> datasets, Instant now) {
        pending.values().removeIf(sent -> sent.since().plus(LOST_AFTER).isBefore(now));
        return pending.values().stream()
                .anyMatch(sent -> sent.release().family().equals(datasets));
    }

    /** Returns what was disclosed of a table before, from the database. */
    private Protection.Former former(
            List<IndicatorDefinition> family, String name, Protection protection, Instant now) {
        Map<Instant, Map<String, List<Released>>> byTime = new TreeMap<>();
        for (IndicatorDefinition definition : family) {
            releases.list(definition.id(), null).stream()
                    .filter(row -> together(definition, row.value().key().period(), now)
                            .equals(name))
                    .forEach(row -> byTime.computeIfAbsent(row.at(), at -> new LinkedHashMap<>())
                            .computeIfAbsent(definition.id(), id -> new ArrayList<>())
                            .add(row));
        }
        Protection.Former former = new Protection.Former();
        byTime.values().forEach(changed -> protection.add(former, changed));
        return former;
    }

    /**
     * Sends the changes of all datasets in one release, because they were checked together. The release is valid once
     * it has come back from the topic.
     */
    private void tell(String name, Map<String, List<Released>> next, Pending sent) {
        next.forEach((dataset, rows) -> {
            Map<AreaPeriod, Released> before = newest(dataset);
            List<Released> news = rows.stream()
                    .filter(row -> {
                        Released last = before.get(AreaPeriod.of(row.value()));
                        return last == null || !last.isSameAs(row);
                    })
                    .toList();
            if (!news.isEmpty()) {
                sent.release().cells().put(dataset, news);
            }
            holding(dataset).remove(name);
        });
        if (!sent.release().cells().isEmpty()) {
            pending.put(sent.release().name(), sent);
            tell.accept(sent.release());
        }
    }

    private void hold(String name, Map<String, List<Value>> table) {
        LOG.info("{} of {} are not released as they are: they would give a small count away", name, table.keySet());
        table.forEach((dataset, values) -> holding(dataset).put(name, new HashSet<>(values)));
    }
}
