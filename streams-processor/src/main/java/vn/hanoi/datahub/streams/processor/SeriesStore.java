package vn.hanoi.datahub.streams.processor;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Series;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateCodec;
import vn.hanoi.datahub.state.CellState;
import vn.hanoi.datahub.state.EvaluationState;

/**
 * One series in the store during one commit. Cells are read once (a Nowcast looks at each hour twelve times) and what changed is written once, at the end.
 */
final class SeriesStore implements Series {

    /** A cell as it is now, with its tally decoded. */
    private static final class Held {
        private final CellState state;
        private Tally tally;

        Held(@Nullable CellState stored) {
            state = stored == null ? new CellState(StateCodec.of(Tally.ZERO), 0L, 0L, null) : stored;
            tally = stored == null ? Tally.ZERO : StateCodec.tally(stored.getTally());
        }
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

    private final KeyValueStore<Bytes, CellState> store;
    private final byte[] series;
    private final SeriesFacts facts;
    private final Map<Cell, Held> held = new HashMap<>();
    private final Set<Cell> changed = new LinkedHashSet<>();

    SeriesStore(KeyValueStore<Bytes, CellState> store, String name, SeriesFacts facts) {
        this.store = store;
        this.series = CellKey.series(name, facts.area().toString());
        this.facts = facts;
    }

    @Override
    public Tally tally(Cell cell) {
        return hold(cell).tally;
    }

    @Override
    public @Nullable Double value(Cell cell) {
        EvaluationState published = hold(cell).state.getPublished();
        return published == null ? null : published.getValue();
    }

    @Override
    public int expectedUnits(Period period) {
        return facts.expectedUnits(period);
    }

    @Override
    public int cadenceHours(String feed) {
        return facts.cadenceHours(feed);
    }

    @Override
    public LocalDateTime now() {
        return facts.now();
    }

    @Override
    public String area() {
        return facts.area().toString();
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
    public boolean isOver(Period period) {
        return facts.isOver(period);
    }

    /** What was read last is kept: the parts of a period are evaluated one after the other and read the same cells. */
    @Override
    public void scan(Period from, Period to, Visitor visitor) {
        Range range = new Range(from, to);
        List<Map.Entry<Cell, Tally>> cells = ranges.get(range);
        if (cells == null) {
            cells = read(range);
            ranges.put(range, cells);
        }
        cells.forEach(entry -> visitor.visit(entry.getKey(), entry.getValue()));
    }

    private List<Map.Entry<Cell, Tally>> read(Range range) {
        write();
        List<Map.Entry<Cell, Tally>> cells = new ArrayList<>();
        try (KeyValueIterator<Bytes, CellState> stored =
                store.range(CellKey.first(series, range.from()), CellKey.last(series, range.to()))) {
            stored.forEachRemaining(entry ->
                    cells.add(Map.entry(CellKey.cell(series, entry.key), StateCodec.tally(entry.value.getTally()))));
        }
        return cells;
    }

    /** Applies changes and what follows from them; hands out every cell that changed. */
    Set<Cell> change(Fold fold, Map<Cell, Tally> changes) {
        Map<Cell, Tally> derived = new LinkedHashMap<>();
        changes.forEach((cell, change) -> {
            Tally before = tally(cell);
            add(cell, change);
            fold.derive(cell, before, tally(cell), (other, more) -> derived.merge(other, more, Tally::plus));
        });
        derived.forEach(this::add);
        Set<Cell> all = new LinkedHashSet<>(changes.keySet());
        all.addAll(derived.keySet());
        return all;
    }

    /** Every cell of the series in which something is counted, those of single persons left out. */
    Collection<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        try (KeyValueIterator<Bytes, CellState> stored = store.range(CellKey.beginning(series), CellKey.end(series))) {
            stored.forEachRemaining(entry -> {
                if (!CellKey.isTimeless(series, entry.key)
                        && !StateCodec.tally(entry.value.getTally()).isZero()) {
                    cells.add(CellKey.cell(series, entry.key));
                }
            });
        }
        return cells;
    }

    private void add(Cell cell, Tally change) {
        ranges.clear();
        Held at = hold(cell);
        at.tally = at.tally.plus(change);
        at.state.setTally(StateCodec.of(at.tally));
        changed.add(cell);
    }

    /** Notes a new value; false when it is the one that was published last, or nothing where there was nothing. */
    boolean publish(Cell cell, Evaluation evaluation, long now) {
        EvaluationState next = StateCodec.of(evaluation);
        CellState state = hold(cell).state;
        boolean nothing = state.getPublished() == null && evaluation.events() == 0;
        if (nothing || Objects.equals(state.getPublished(), next)) {
            return false;
        }
        state.setPublished(next);
        state.setRevision(state.getRevision() + 1);
        if (state.getRevision() == 1) {
            state.setFirstRecordedAt(now);
        }
        changed.add(cell);
        return true;
    }

    CellState get(Cell cell) {
        return hold(cell).state;
    }

    /** Writes what changed since the last time. */
    void write() {
        changed.forEach(cell -> store.put(CellKey.of(series, cell), hold(cell).state));
        changed.clear();
    }

    private Held hold(Cell cell) {
        return held.computeIfAbsent(cell, key -> new Held(store.get(CellKey.of(series, key))));
    }
}
