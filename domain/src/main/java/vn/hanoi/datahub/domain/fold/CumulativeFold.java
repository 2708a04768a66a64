package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Running total: what has been done since the beginning ÷ (the last reported stock to be done + what was added since).
 */
record CumulativeFold(FoldSettings settings, StateFold flow, Stock stock) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        if (at.part() == Part.STOCK) {
            stock.spread(at, change, cells);
        } else {
            flow.spread(at, change, cells);
        }
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        if (changed.slice().isLeaf()) {
            stock.affected(changed, series, true, cells);
        } else {
            flow.affected(changed, series, cells);
        }
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        return stock.share(StateFold.upTo(cell, settings, series), cell, series);
    }

    @Override
    public boolean carries() {
        return true;
    }
}
