package vn.hanoi.datahub.streams.processor;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Series;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.domain.period.Period;

/**
 * One series in the store during one commit. The parts of a period are in one {@link Row}. Each of a fold's own cells
 * (a person, a station's hour) is stored separately, because there may be a million of them; but everything known of a
 * person is one row. Each is read once, and written once at the end.
 */
final class SeriesStore implements Series {

    /** Receives what has to be published for one period. */
    @FunctionalInterface
    interface Revisions {
        void revised(Period period, Row row, Set<Slice> parts);
    }

    private record Range(Period from, Period to) {}

    private static final int RANGES_KEPT = 8;

    private final Map<Range, List<Map.Entry<Cell, Tally>>> ranges = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Range, List<Map.Entry<Cell, Tally>>> eldest) {
            return size() > RANGES_KEPT;
        }
    };

    private final PackedCells store;
    private final byte[] series;
    private final SeriesFacts facts;
    private final Map<Period, Row> rows = new HashMap<>();
    private final Map<Bytes, Row> timeless = new HashMap<>();
    private final Map<Cell, Tally> leaves = new HashMap<>();
    private @Nullable Period lastPeriod;
    private @Nullable Row lastRow;
    private final Set<Period> changedRows = new LinkedHashSet<>();
    private final Set<Bytes> changedTimeless = new LinkedHashSet<>();
    private final Set<Cell> changedLeaves = new LinkedHashSet<>();
    private final Map<Period, Set<Slice>> revised = new TreeMap<>();

    SeriesStore(PackedCells store, String name, SeriesFacts facts) {
        this.store = store;
        this.series = CellKey.series(name, facts.area());
        this.facts = facts;
    }

    @Override
    public Tally tally(Cell cell) {
        if (!cell.slice().isLeaf()) {
            return tally(row(cell.period()), cell.slice());
        }
        return CellKey.isTimeless(cell)
                ? tally(timeless(cell), cell.slice().withoutLeafKey())
                : leaves.computeIfAbsent(cell, key -> CellKey.leaf(store.get(CellKey.of(series, key))));
    }

    private static Tally tally(Row row, Slice slice) {
        Row.Part part = row.find(slice);
        return part == null ? Tally.ZERO : part.tally();
    }

    /**
     * Returns the row of a timeless cell, such as everything known of one person: a person in one part is usually in
     * others.
     */
    private Row timeless(Cell leaf) {
        return timeless.computeIfAbsent(CellKey.of(series, leaf), key -> Row.of(store.get(key)));
    }

    private Row row(Period period) {
        if (period != lastPeriod) { // the cells of an event arrive period by period
            lastRow = rows.computeIfAbsent(period, key -> Row.of(store.get(CellKey.row(series, key))));
            lastPeriod = period;
        }
        return Objects.requireNonNull(lastRow);
    }

    @Override
    public @Nullable Double value(Cell cell) {
        Row.Part part = row(cell.period()).find(cell.slice());
        Evaluation published = part == null ? null : part.published();
        return published == null ? null : published.value();
    }

    @Override
    public int expectedUnits(Period period) {
        return facts.expectedUnits(period);
    }

    @Override
    public int cadenceHours(String feed, LocalDate day) {
        return facts.cadenceHours(feed, day);
    }

    @Override
    public LocalDateTime now() {
        return facts.now();
    }

    @Override
    public String area() {
        return facts.area();
    }

    @Override
    public boolean counts(String unit, Period period) {
        return facts.counts(unit, period);
    }

    @Override
    public boolean isExpected(String unit, Period period) {
        return facts.isExpected(unit, period);
    }

    @Override
    public @Nullable String expectedAgency(String agency, Period period) {
        return facts.expectedAgency(agency, period);
    }

    @Override
    public boolean isOver(Period period) {
        return facts.isOver(period);
    }

    /**
     * Visits cells. The latest reads are cached: the parts of a period are evaluated one after the other and read the
     * same cells.
     */
    @Override
    public void scan(Period from, Period to, Visitor visitor) {
        Range range = new Range(from, to);
        List<Map.Entry<Cell, Tally>> cells = ranges.get(range);
        if (cells == null) {
            cells = read(CellKey.row(series, from), CellKey.last(series, to));
            ranges.put(range, cells);
        }
        cells.forEach(entry -> visitor.visit(entry.getKey(), entry.getValue()));
    }

    private List<Map.Entry<Cell, Tally>> read(Bytes from, Bytes to) {
        write();
        List<Map.Entry<Cell, Tally>> cells = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, to)) {
            stored.forEachRemaining(entry ->
                    CellKey.visit(series, entry.key, entry.value, (cell, tally) -> cells.add(Map.entry(cell, tally))));
        }
        return cells;
    }

    /** Applies changes and what is derived from them; returns the derived cells. */
    Set<Cell> change(Fold fold, Map<Cell, TallySum> changes) {
        Map<Cell, TallySum> derived = new LinkedHashMap<>();
        changes.forEach((cell, sum) -> {
            Tally change = sum.toTally();
            if (!change.isZero()) {
                Tally before = add(cell, change);
                fold.derive(
                        cell,
                        before,
                        before.plus(change),
                        (other, more) -> derived.computeIfAbsent(other, none -> new TallySum())
                                .add(more));
            }
        });
        derived.forEach((cell, sum) -> {
            Tally change = sum.toTally();
            if (!change.isZero()) {
                add(cell, change);
            }
        });
        return derived.keySet();
    }

    /** Adds to a cell, and returns what was counted in it before. */
    private Tally add(Cell cell, Tally change) {
        ranges.clear();
        Tally before;
        if (!cell.slice().isLeaf()) {
            before = add(row(cell.period()).at(cell.slice()), change);
            changedRows.add(cell.period());
        } else if (CellKey.isTimeless(cell)) {
            before = add(timeless(cell).at(cell.slice().withoutLeafKey()), change);
            changedTimeless.add(CellKey.of(series, cell));
        } else {
            before = tally(cell);
            leaves.put(cell, before.plus(change));
            changedLeaves.add(cell);
        }
        return before;
    }

    private static Tally add(Row.Part part, Tally change) {
        Tally before = part.tally();
        part.add(change);
        return before;
    }

    /** Returns the periods whose rows still have to be written. */
    Set<Period> changedRows() {
        return changedRows;
    }

    /** Whether a cell is a part of its row: something is counted or published in it. */
    boolean isPart(Cell cell) {
        return row(cell.period()).find(cell.slice()) != null;
    }

    /** Whether a value of a cell was ever published. */
    boolean isPublished(Cell cell) {
        Row.Part part = cell.slice().isLeaf() ? null : row(cell.period()).find(cell.slice());
        return part != null && part.published() != null;
    }

    Collection<Cell> parts(Period period) {
        List<Cell> parts = new ArrayList<>();
        row(period).forEach((slice, part) -> parts.add(new Cell(period, slice)));
        return parts;
    }

    /** Sets a new value, unless it equals the one published last, or is empty and nothing was published. */
    void publish(Cell cell, Evaluation evaluation, long now) {
        Row row = row(cell.period());
        Row.Part part = row.find(cell.slice());
        if (part == null) {
            if (evaluation.events() == 0) {
                return;
            }
            part = row.at(cell.slice());
        }
        if (part.publish(evaluation, now)) {
            changedRows.add(cell.period());
            revised.computeIfAbsent(cell.period(), period -> new HashSet<>()).add(cell.slice());
        }
    }

    /** Hands out, once, what has been published since the last call; a period with all its parts at once. */
    void takeRevised(Revisions revisions) {
        revised.forEach((period, parts) -> revisions.revised(period, row(period), parts));
        revised.clear();
    }

    /** Writes what has changed since the last call. */
    void write() {
        changedRows.forEach(period -> store.put(
                CellKey.row(series, period),
                Objects.requireNonNull(rows.get(period)).toBytes()));
        changedRows.clear();
        changedTimeless.forEach(
                key -> store.put(key, Objects.requireNonNull(timeless.get(key)).toBytes()));
        changedTimeless.clear();
        changedLeaves.forEach(cell -> store.put(CellKey.of(series, cell), CellKey.leaf(tally(cell))));
        changedLeaves.clear();
    }
}
