package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The number of distinct keys (agencies, subjects) in a state at the end of a period: a count, or a share of the
 * expected agencies. The changes of each key are kept, so that a key leaves the count when its last state ends.
 */
record StateDistinctFold(FoldSettings settings) implements Fold {

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(new Cell(at.period(), Slice.leaf("", "", at.key())), change);
        for (int i = 0; i < settings.dimensions().size(); i++) {
            if (!at.members().get(i).isEmpty()) {
                Slice leaf =
                        Slice.leaf(settings.dimensions().get(i), at.members().get(i), at.key());
                cells.accept(new Cell(at.period(), leaf), change);
            }
        }
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        Slice slice = sliceOf(changed.slice());
        Carry.onward(
                changed.period(),
                settings.periods(),
                series,
                stored -> stored.isLeaf() && sliceOf(stored).equals(slice),
                period -> cells.add(new Cell(period, slice)));
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Map<String, Tally> keys = new TreeMap<>();
        series.scan(Carry.first(settings.base()), cell.period().last(settings.base()), (Cell at, Tally change) -> {
            if (at.slice().isLeaf() && sliceOf(at.slice()).equals(cell.slice())) {
                keys.merge(at.slice().leafParts()[2], change, Tally::plus);
            }
        });
        long events = keys.values().stream().mapToLong(Tally::events).sum();
        if (events == 0 || series.isOver(cell.period())) {
            return Evaluation.NOTHING;
        }
        long held = keys.entrySet().stream()
                .filter(key -> key.getValue().numerator().signum() > 0)
                .flatMap(key -> Stream.ofNullable(
                        settings.shareOfExpected() ? series.expectedAgency(key.getKey(), cell.period()) : key.getKey()))
                .distinct()
                .count();
        long expected = settings.shareOfExpected() ? series.expectedUnits(cell.period()) : 0;
        Tally tally = new Tally(BigDecimal.valueOf(held), BigDecimal.valueOf(expected), events, Tally.ZERO.units());
        return Evaluation.of(tally, settings.shareOfExpected() ? settings.factor() : null, null);
    }

    private static Slice sliceOf(Slice leaf) {
        String[] parts = leaf.leafParts();
        return new Slice(parts[0], parts[1]);
    }

    @Override
    public boolean carries() {
        return true;
    }
}
