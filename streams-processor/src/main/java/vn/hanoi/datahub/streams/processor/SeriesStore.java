package vn.hanoi.datahub.streams.processor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

/** One series in the store, with the cells a commit touches held back so that each is written once. */
final class SeriesStore implements Series {

    private final KeyValueStore<Bytes, CellState> store;
    private final byte[] series;
    private final java.util.function.ToIntFunction<Period> expectedUnits;
    private final Map<Cell, CellState> touched = new LinkedHashMap<>();

    SeriesStore(
            KeyValueStore<Bytes, CellState> store,
            String indicator,
            String area,
            java.util.function.ToIntFunction<Period> expectedUnits) {
        this.store = store;
        this.series = CellKey.series(indicator, area);
        this.expectedUnits = expectedUnits;
    }

    @Override
    public Tally tally(Cell cell) {
        CellState state = find(cell);
        return state == null ? Tally.ZERO : StateCodec.tally(state.getTally());
    }

    @Override
    public @Nullable Double value(Cell cell) {
        CellState state = find(cell);
        return state == null || state.getPublished() == null
                ? null
                : state.getPublished().getValue();
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
        CellState state = touch(cell);
        state.setTally(StateCodec.of(StateCodec.tally(state.getTally()).plus(change)));
    }

    /** Notes a new value; false when it is the one that was published last. */
    boolean publish(Cell cell, Evaluation evaluation, long now) {
        EvaluationState next = StateCodec.of(evaluation);
        CellState state = find(cell);
        if (Objects.equals(state == null ? null : state.getPublished(), next)) {
            return false;
        }
        CellState published = touch(cell);
        published.setPublished(next);
        published.setRevision(published.getRevision() + 1);
        if (published.getRevision() == 1) {
            published.setFirstRecordedAt(now);
        }
        return true;
    }

    CellState get(Cell cell) {
        return Objects.requireNonNull(find(cell));
    }

    /** Writes what was touched. */
    void write() {
        touched.forEach((cell, state) -> store.put(CellKey.of(series, cell), state));
        touched.clear();
    }

    private CellState touch(Cell cell) {
        return touched.computeIfAbsent(cell, key -> {
            CellState stored = store.get(CellKey.of(series, key));
            return stored == null ? new CellState(StateCodec.of(Tally.ZERO), 0L, 0L, null) : stored;
        });
    }

    private @Nullable CellState find(Cell cell) {
        CellState state = touched.get(cell);
        return state == null ? store.get(CellKey.of(series, cell)) : state;
    }
}
