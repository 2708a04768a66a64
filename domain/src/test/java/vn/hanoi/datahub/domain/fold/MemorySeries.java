package vn.hanoi.datahub.domain.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import vn.hanoi.datahub.domain.period.Period;

/** A series in memory that runs a fold change by change, as the processor does commit by commit. */
final class MemorySeries implements Series {

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::period).thenComparing(Cell::slice);

    private final Fold fold;
    private final NavigableMap<Cell, Tally> tallies = new TreeMap<>(ORDER);
    private final NavigableMap<Cell, Evaluation> values = new TreeMap<>(ORDER);

    MemorySeries(Fold fold) {
        this.fold = fold;
    }

    void change(Coordinates at, Tally change) {
        Collection<Cell> changed = new ArrayList<>();
        fold.spread(at, change, (cell, tally) -> {
            tallies.merge(cell, tally, Tally::plus);
            changed.add(cell);
        });
        Collection<Cell> affected = new LinkedHashSet<>();
        changed.forEach(cell -> fold.affected(cell, this, affected));
        List<Cell> partsFirst = new ArrayList<>(affected);
        partsFirst.sort(Comparator.comparing(cell -> cell.slice().isTotal()));
        partsFirst.forEach(cell -> values.put(cell, fold.evaluate(cell, this)));
    }

    /** Every cell in which something counts. */
    Map<Cell, Evaluation> values() {
        NavigableMap<Cell, Evaluation> counted = new TreeMap<>(values);
        counted.values().removeIf(value -> value.events() == 0);
        return counted;
    }

    @Override
    public Tally tally(Cell cell) {
        return tallies.getOrDefault(cell, Tally.ZERO);
    }

    @Override
    public void scan(Period from, Period to, Visitor visitor) {
        List<Map.Entry<Cell, Tally>> found = tallies.entrySet().stream()
                .filter(entry -> entry.getKey().period().granularity() == from.granularity()
                        && entry.getKey().period().compareTo(from) >= 0
                        && entry.getKey().period().compareTo(to) <= 0)
                .toList();
        found.forEach(entry -> visitor.visit(entry.getKey(), entry.getValue()));
    }

    @Override
    public Double value(Cell cell) {
        Evaluation value = values.get(cell);
        return value == null ? null : value.value();
    }

    @Override
    public int expectedUnits(Period period) {
        return 3;
    }
}
