package vn.hanoi.datahub.streams.processor;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Evaluation;
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

    private final KeyValueStore<Bytes, CellState> store;
    private final byte[] series;
    private final ToIntFunction<Period> expectedUnits;
    private final Map<Cell, Held> held = new HashMap<>();
    private final Set<Cell> changed = new LinkedHashSet<>();

    SeriesStore(
            KeyValueStore<Bytes, CellState> store, String indicator, String area, ToIntFunction<Period> expectedUnits) {
        this.store = store;
        this.series = CellKey.series(indicator, area);
        this.expectedUnits = expectedUnits;
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
        return expectedUnits.applyAsInt(period);
    }

    @Override
    public void scan(Period from, Period to, Visitor visitor) {
        write();
        try (KeyValueIterator<Bytes, CellState> cells =
                store.range(CellKey.first(series, from), CellKey.last(series, to))) {
            cells.forEachRemaining(
                    entry -> visitor.visit(CellKey.cell(series, entry.key), StateCodec.tally(entry.value.getTally())));
        }
    }

    void add(Cell cell, Tally change) {
        Held at = hold(cell);
        at.tally = at.tally.plus(change);
        at.state.setTally(StateCodec.of(at.tally));
        changed.add(cell);
    }

    /** Notes a new value; false when it is the one that was published last. */
    boolean publish(Cell cell, Evaluation evaluation, long now) {
        EvaluationState next = StateCodec.of(evaluation);
        CellState state = hold(cell).state;
        if (Objects.equals(state.getPublished(), next)) {
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
