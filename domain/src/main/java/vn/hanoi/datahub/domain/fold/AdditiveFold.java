package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Counts and sums that roll up by addition: the ratio of two counters or sums, or a sum alone. A month is the sum of its days, and the total
 * the sum of its agencies.
 */
final class AdditiveFold implements Fold {

    private final List<Granularity> periods;
    private final List<String> dimensions;
    private final @Nullable BigDecimal ratioFactor;

    /**
     * @param ratioFactor what the ratio is multiplied with (100 for per cent); null when the value is the numerator itself
     */
    AdditiveFold(List<Granularity> periods, List<String> dimensions, @Nullable BigDecimal ratioFactor) {
        this.periods = List.copyOf(periods);
        this.dimensions = List.copyOf(dimensions);
        this.ratioFactor = ratioFactor;
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        Tally noted = change.from(at.unit());
        for (Granularity granularity : periods) {
            if (granularity.isFinerThan(at.period().granularity())) {
                continue;
            }
            Period period = at.period().in(granularity);
            cells.accept(new Cell(period, Slice.TOTAL), noted);
            spreadOverMembers(dimensions, period, at, change, cells);
        }
    }

    static void spreadOverMembers(
            List<String> dimensions, Period period, Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(period, Slice.agency(at.agency())), change);
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
    public Evaluation evaluate(Cell cell, Series series) {
        Tally tally = series.tally(cell);
        Double coverage = coverage(cell, tally, series);
        if (ratioFactor == null) {
            return new Evaluation(
                    tally.events() == 0 ? null : (Double) tally.numerator().doubleValue(),
                    tally.numerator(),
                    null,
                    tally.events(),
                    coverage);
        }
        return Evaluation.ratio(tally, ratioFactor, coverage);
    }

    static @Nullable Double coverage(Cell cell, Tally tally, Series series) {
        return cell.slice().isTotal()
                ? Evaluation.share(tally.units().size(), series.expectedUnits(cell.period()))
                : null;
    }
}
