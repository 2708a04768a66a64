package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * Growth of a ratio over the previous period: (p − q) ÷ q, where p is the ratio of the period's reports and q that of
 * the previous period's. Nothing is carried forward: for a period without reports, growth is unknown and not zero.
 */
record GrowthFold(AdditiveFold levels, Granularity base, BigDecimal factor) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        if (at.period().granularity() == base) {
            levels.spread(at, change, cells);
        }
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        cells.add(changed);
        cells.add(new Cell(changed.period().plus(1), changed.slice()));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Tally tally = series.tally(cell);
        if (tally.events() == 0) {
            return Evaluation.NOTHING;
        }
        BigDecimal now = level(tally);
        BigDecimal before = level(series.tally(new Cell(cell.period().plus(-1), cell.slice())));
        Double coverage = AdditiveFold.coverage(cell, tally, series);
        if (now == null || before == null) {
            return new Evaluation(null, null, null, tally.events(), coverage);
        }
        Tally growth = new Tally(now.subtract(before), before, tally.events(), tally.units());
        return Evaluation.of(growth, factor, coverage);
    }

    private static @Nullable BigDecimal level(Tally tally) {
        return tally.denominator().signum() == 0
                ? null
                : tally.numerator().divide(tally.denominator(), Evaluation.LAST_DIVISION);
    }
}
