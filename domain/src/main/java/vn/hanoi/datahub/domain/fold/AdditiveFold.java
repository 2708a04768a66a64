package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Counts and sums that roll up by addition: the ratio of two counters or sums, or a sum alone. A month is the sum of
 * its days, and the total is the sum of its agencies.
 *
 * @param reports whether the events are reports. A report that names a member counts for that member only, because
 *     members may overlap; the reporter's own total is the report without a member
 */
record AdditiveFold(FoldSettings settings, boolean reports) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        Tally total = change.from(at.unit());
        for (Granularity granularity : settings.periods()) {
            if (granularity.isFinerThan(at.period().granularity())) {
                continue;
            }
            Period period = at.period().in(granularity);
            if (reports && at.members().stream().anyMatch(member -> !member.isEmpty())) {
                overMembers(settings.dimensions(), period, at, change, cells);
            } else {
                cells.accept(new Cell(period, Slice.TOTAL), total);
                cells.accept(new Cell(period, Slice.agency(at.agency())), change);
                overMembers(settings.dimensions(), period, at, change, cells);
            }
        }
    }

    static void overMembers(
            List<String> dimensions, Period period, Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (!at.members().get(i).isEmpty()) {
                cells.accept(
                        new Cell(
                                period,
                                new Slice(dimensions.get(i), at.members().get(i))),
                        change);
            }
        }
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        cells.add(changed);
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Tally tally = series.tally(cell);
        return Evaluation.of(tally, settings.factor(), coverage(cell, tally, series));
    }

    /**
     * Returns the coverage of the total: expected units that contribute ÷ all expected units; null for other slices,
     * and where no units are expected.
     */
    static @Nullable Double coverage(Cell cell, Tally tally, Series series) {
        int expected = cell.slice().isTotal() ? series.expectedUnits(cell.period()) : 0;
        return expected == 0
                ? null
                : Evaluation.share(
                        tally.units().keySet().stream()
                                .filter(unit -> series.isExpected(unit, cell.period()))
                                .count(),
                        expected);
    }
}
