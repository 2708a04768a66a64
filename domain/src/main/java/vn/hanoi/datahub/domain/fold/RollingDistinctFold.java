package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Distinct people in the twelve months that end with the period ÷ the last reported number of people. A month's cell
 * counts the people of its own twelve months; a quarter and a year read the cell of their last month.
 */
record RollingDistinctFold(FoldSettings settings, Stock stock) implements Fold {

    private static final int MONTHS = 12;

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        if (at.part() == Part.STOCK) {
            stock.spread(at, change, cells);
            return;
        }
        Tally events = new Tally(
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                change.events(),
                change.from(at.unit()).units());
        windows(Set.of(at.period().in(Granularity.MONTH)))
                .forEach(month -> cells.accept(new Cell(month, Slice.TOTAL), events));
        cells.accept(DistinctFold.person(Slice.TOTAL, at.key()), DistinctFold.occurrences(at.period(), change));
    }

    @Override
    public void derive(Cell cell, Tally before, Tally after, BiConsumer<Cell, Tally> cells) {
        if (!isPerson(cell)) {
            return;
        }
        Set<Period> was = windows(DistinctFold.periods(before, true, Granularity.MONTH));
        Set<Period> is = windows(DistinctFold.periods(after, true, Granularity.MONTH));
        is.stream()
                .filter(month -> !was.contains(month))
                .forEach(month -> cells.accept(
                        new Cell(month, Slice.TOTAL),
                        new Tally(BigDecimal.ONE, BigDecimal.ZERO, 0, Tally.ZERO.units())));
        was.stream()
                .filter(month -> !is.contains(month))
                .forEach(month -> cells.accept(
                        new Cell(month, Slice.TOTAL),
                        new Tally(BigDecimal.ONE.negate(), BigDecimal.ZERO, 0, Tally.ZERO.units())));
    }

    /** Returns the months whose twelve-month window contains one of the given months. */
    private static Set<Period> windows(Set<Period> months) {
        Set<Period> windows = new HashSet<>();
        for (Period month : months) {
            for (int later = 0; later < MONTHS; later++) {
                windows.add(month.plus(later));
            }
        }
        return windows;
    }

    private static boolean isPerson(Cell cell) {
        return cell.slice().isLeaf() && cell.period().equals(Carry.first(Granularity.YEAR));
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        if (isPerson(changed)) {
            return;
        }
        if (changed.slice().isLeaf()) {
            stock.affected(changed, series, false, cells);
            return;
        }
        for (Granularity granularity : settings.periods()) {
            Period period = changed.period().in(granularity);
            if (period.last(Granularity.MONTH).equals(changed.period())
                    && !period.start().isAfter(series.now())) {
                cells.add(new Cell(period, Slice.TOTAL));
            }
        }
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Tally people = series.tally(new Cell(cell.period().last(Granularity.MONTH), Slice.TOTAL));
        return stock.share(people, cell, series);
    }

    @Override
    public boolean carries() {
        return true;
    }
}
