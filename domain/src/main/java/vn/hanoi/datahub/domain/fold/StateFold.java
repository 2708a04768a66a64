package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Current state: the share or the number of subjects in a state at the end of a period.
 *
 * <p>Contributions are changes: a subject enters with its event and leaves when its next event says otherwise. The
 * state at the end of a period is the sum of all changes up to then, so a late event corrects every later period.
 */
record StateFold(FoldSettings settings) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.TOTAL), change.from(at.unit()));
        cells.accept(new Cell(at.period(), Slice.agency(at.agency())), change);
        AdditiveFold.overMembers(settings.dimensions(), at.period(), at, change, cells);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        Carry.onward(
                changed.period(),
                settings.periods(),
                series,
                changed.slice()::equals,
                period -> cells.add(new Cell(period, changed.slice())));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Tally state = upTo(cell, settings, series);
        return state.events() == 0 || series.isOver(cell.period())
                ? Evaluation.NOTHING
                : Evaluation.of(state, settings.factor(), AdditiveFold.coverage(cell, state, series));
    }

    /** Returns the sum of all changes of the slice up to the period's end. */
    static Tally upTo(Cell cell, FoldSettings settings, Series series) {
        Tally[] sum = {Tally.ZERO};
        series.scan(Carry.first(settings.base()), cell.period().last(settings.base()), (at, change) -> {
            if (at.slice().equals(cell.slice())) {
                sum[0] = sum[0].plus(change);
            }
        });
        return sum[0];
    }

    @Override
    public boolean carries() {
        return true;
    }
}
