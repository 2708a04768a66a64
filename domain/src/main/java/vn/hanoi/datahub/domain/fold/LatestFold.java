package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Period;

/**
 * A gauge: for each member of the first dimension, the number of its newest event in the period; of two at the same
 * moment, the greater. Every event's number is kept, so that retracting the newest one restores the one before it.
 */
record LatestFold(FoldSettings settings) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.leaf(at.members().get(0), at.key())), change);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        String member = changed.slice().leafParts()[0];
        settings.periods().forEach(granularity -> {
            cells.add(new Cell(changed.period().in(granularity), slice(member)));
            if (member.equals(settings.headline())) {
                cells.add(new Cell(changed.period().in(granularity), Slice.TOTAL));
            }
        });
    }

    private Slice slice(String member) {
        return new Slice(settings.dimensions().get(0), member);
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        String member =
                cell.slice().isTotal() ? settings.headline() : cell.slice().member();
        Period first = new Period(settings.base(), cell.period().start());
        Reading[] newest = {null};
        long[] events = {0};
        series.scan(first, cell.period().last(settings.base()), (at, tally) -> {
            if (at.slice().isLeaf()
                    && tally.events() > 0
                    && at.slice().leafParts()[0].equals(member)) {
                Reading reading = Reading.of(at.slice().leafParts()[1]);
                newest[0] = newest[0] == null || reading.compareTo(newest[0]) > 0 ? reading : newest[0];
                events[0] += tally.events();
            }
        });
        return newest[0] == null
                ? Evaluation.NOTHING
                : new Evaluation(newest[0].number().doubleValue(), newest[0].number(), null, events[0], null);
    }
}
