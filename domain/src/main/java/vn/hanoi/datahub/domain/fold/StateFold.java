package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Current state: the share of subjects that are in a state at the end of a period.
 *
 * <p>Contributions are changes: a subject enters with its event and leaves when its next event says otherwise. What holds at the end of a
 * period is the sum of all changes up to there, so a late event heals every period after it and no clock is needed.
 */
final class StateFold implements Fold {

    private static final LocalDate END_OF_TIME = LocalDate.of(9999, 1, 1);
    private static final LocalDate START_OF_TIME = LocalDate.of(1, 1, 1);

    private final List<Granularity> periods;
    private final List<String> dimensions;
    private final BigDecimal factor;
    private final Granularity base;

    StateFold(List<Granularity> periods, List<String> dimensions, BigDecimal factor) {
        this.periods = List.copyOf(periods);
        this.dimensions = List.copyOf(dimensions);
        this.factor = factor;
        this.base = periods.get(0);
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.TOTAL), change.from(at.unit()));
        AdditiveFold.spreadOverMembers(dimensions, at.period(), at, change, cells);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        series.scan(changed.period(), Period.containing(END_OF_TIME, base), (cell, tally) -> {
            if (cell.slice().equals(changed.slice())) {
                periods.forEach(granularity -> cells.add(new Cell(cell.period().in(granularity), cell.slice())));
            }
        });
    }

    /** A period has a value of its own where something changed in it; between, the one before holds. */
    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        StateSoFar state = new StateSoFar(cell);
        series.scan(Period.containing(START_OF_TIME, base), cell.period().last(base), state::add);
        return state.changed
                ? Evaluation.ratio(state.sum, factor, AdditiveFold.coverage(cell, state.sum, series))
                : Evaluation.NOTHING;
    }

    private static final class StateSoFar {
        private final Cell cell;
        private Tally sum = Tally.ZERO;
        private boolean changed;

        StateSoFar(Cell cell) {
            this.cell = cell;
        }

        void add(Cell at, Tally change) {
            if (at.slice().equals(cell.slice())) {
                sum = sum.plus(change);
                changed |= !change.isZero()
                        && !at.period().start().isBefore(cell.period().start());
            }
        }
    }
}
