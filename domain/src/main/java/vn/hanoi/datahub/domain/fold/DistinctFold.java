package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Exact count of distinct people: how many keys occur in a period, and how many of them have at least one event that
 * meets the numerator.
 *
 * <p>Each key has a cell of its own that counts its events by base period. A person counts in a period from the first
 * event there until the last one is retracted, so corrections take full effect and no estimate is needed.
 */
record DistinctFold(FoldSettings settings) implements Fold {

    /** Suffix that marks the count of those events in a base period that meet the numerator. */
    private static final String MET = "+";

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        spread(Slice.TOTAL, at, change, change.from(at.unit()).units(), cells);
        for (int i = 0; i < settings.dimensions().size(); i++) {
            if (!at.members().get(i).isEmpty()) {
                Slice slice =
                        new Slice(settings.dimensions().get(i), at.members().get(i));
                spread(slice, at, change, Tally.ZERO.units(), cells);
            }
        }
    }

    private void spread(
            Slice slice, Coordinates at, Tally change, SortedMap<String, Long> units, BiConsumer<Cell, Tally> cells) {
        for (Granularity granularity : settings.periods()) {
            cells.accept(
                    new Cell(at.period().in(granularity), slice),
                    new Tally(BigDecimal.ZERO, BigDecimal.ZERO, change.events(), units));
        }
        cells.accept(person(slice, at.key()), occurrences(at.period(), change));
    }

    /** Returns the one cell of a person in a slice; its "units" are the base periods in which the person occurs. */
    static Cell person(Slice slice, String key) {
        return new Cell(Carry.first(Granularity.YEAR), Slice.leaf(slice.dimension(), slice.member(), key));
    }

    static Tally occurrences(Period base, Tally change) {
        SortedMap<String, Long> occurrences = new TreeMap<>();
        put(occurrences, base.text(), change.events());
        put(occurrences, base.text() + MET, change.numerator().longValueExact());
        return new Tally(BigDecimal.ZERO, BigDecimal.ZERO, change.events(), occurrences);
    }

    private static void put(SortedMap<String, Long> occurrences, String period, long events) {
        if (events != 0) {
            occurrences.put(period, events);
        }
    }

    @Override
    public void derive(Cell cell, Tally before, Tally after, BiConsumer<Cell, Tally> cells) {
        if (!cell.slice().isLeaf()) {
            return;
        }
        String[] parts = cell.slice().leafParts();
        Slice slice = new Slice(parts[0], parts[1]);
        for (Granularity granularity : settings.periods()) {
            Set<Period> all = new HashSet<>(periods(before, false, granularity));
            all.addAll(periods(after, false, granularity));
            for (Period period : all) {
                Tally change = new Tally(
                        difference(period, granularity, before, after, true),
                        difference(period, granularity, before, after, false),
                        0,
                        Tally.ZERO.units());
                if (!change.isZero()) {
                    cells.accept(new Cell(period, slice), change);
                }
            }
        }
    }

    private static BigDecimal difference(
            Period period, Granularity granularity, Tally before, Tally after, boolean met) {
        int was = periods(before, met, granularity).contains(period) ? 1 : 0;
        int is = periods(after, met, granularity).contains(period) ? 1 : 0;
        return BigDecimal.valueOf(is - was);
    }

    /**
     * Returns the periods in which a person occurs.
     *
     * @param met whether only events that meet the numerator count
     * @param granularity granularity of the returned periods; null for base periods
     */
    static Set<Period> periods(Tally person, boolean met, @Nullable Granularity granularity) {
        Set<Period> periods = new HashSet<>();
        person.units().keySet().forEach(unit -> {
            if (unit.endsWith(MET) == met) {
                Period base = Period.parse(met ? unit.substring(0, unit.length() - MET.length()) : unit);
                periods.add(granularity == null ? base : base.in(granularity));
            }
        });
        return periods;
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        if (!changed.slice().isLeaf()) {
            cells.add(changed);
        }
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Tally tally = series.tally(cell);
        return tally.events() == 0
                ? Evaluation.NOTHING
                : Evaluation.of(tally, settings.factor(), AdditiveFold.coverage(cell, tally, series));
    }
}
