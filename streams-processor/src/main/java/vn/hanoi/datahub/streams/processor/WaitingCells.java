package vn.hanoi.datahub.streams.processor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateReader;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * Cells that events changed and that are still to be evaluated. Only those that the transaction which changed them has no time for are noted in it, the cells of a period
 * in one note.
 */
final class WaitingCells {

    /**
     * All cells of one definition in one area.
     *
     * @param definition its name and version
     */
    record SeriesId(String definition, AreaId area) {
        /** Written out: a record's own methods go through method handles. */
        @Override
        public int hashCode() {
            return 31 * definition.hashCode() + area.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeriesId id && definition.equals(id.definition) && area.equals(id.area);
        }
    }

    private record Note(SeriesId series, Period period) {
        private Bytes key() {
            return CellKey.row(CellKey.series(series.definition(), series.area().toString()), period);
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<SeriesId, Map<Period, Set<Slice>>> waiting = new LinkedHashMap<>();
    private final Set<Note> noted = new HashSet<>();
    private final Set<Note> unnoted = new LinkedHashSet<>();

    /** Takes up what a former life of the task had stored and not yet evaluated. */
    WaitingCells(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> notes = store.all()) {
            notes.forEachRemaining(note -> {
                StateReader reader = new StateReader(note.value);
                SeriesId id = new SeriesId(reader.text(), AreaId.parse(reader.text()));
                Period period = Period.parse(reader.text());
                while (reader.hasMore()) {
                    slices(id, period).add(new Slice(reader.text(), reader.text()));
                }
                noted.add(new Note(id, period));
            });
        }
    }

    private Set<Slice> slices(SeriesId id, Period period) {
        return waiting.computeIfAbsent(id, any -> new LinkedHashMap<>())
                .computeIfAbsent(period, any -> new LinkedHashSet<>());
    }

    void add(SeriesId id, Collection<Cell> cells) {
        for (Cell cell : cells) {
            if (slices(id, cell.period()).add(cell.slice())) {
                unnoted.add(new Note(id, cell.period()));
            }
        }
    }

    boolean has(SeriesId id) {
        return waiting.containsKey(id);
    }

    /** The series with waiting cells, those that have waited longest first. */
    List<SeriesId> series() {
        return List.copyOf(waiting.keySet());
    }

    /** Some of a series' cells, a period's all at once; none where none waits. */
    List<Cell> some(SeriesId id, int most) {
        List<Cell> some = new ArrayList<>();
        for (Map.Entry<Period, Set<Slice>> period :
                waiting.getOrDefault(id, Map.of()).entrySet()) {
            if (some.size() >= most) {
                break;
            }
            period.getValue().forEach(slice -> some.add(new Cell(period.getKey(), slice)));
        }
        return some;
    }

    /** Forgets all cells of the periods of some: they were evaluated. */
    void remove(SeriesId id, Collection<Cell> cells) {
        Map<Period, Set<Slice>> periods = waiting.get(id);
        if (periods == null) {
            return;
        }
        for (Cell cell : cells) {
            if (periods.remove(cell.period()) != null) {
                forget(new Note(id, cell.period()));
            }
        }
        if (periods.isEmpty()) {
            waiting.remove(id);
        }
    }

    /** Forgets a series: it does not count any more. */
    void remove(SeriesId id) {
        Map<Period, Set<Slice>> periods = waiting.remove(id);
        if (periods != null) {
            periods.keySet().forEach(period -> forget(new Note(id, period)));
        }
    }

    private void forget(Note note) {
        unnoted.remove(note);
        if (noted.remove(note)) {
            store.delete(note.key());
        }
    }

    /** Writes down those that are in no note yet. */
    void note() {
        for (Note note : unnoted) {
            StateWriter writer = new StateWriter()
                    .text(note.series().definition())
                    .text(note.series().area().toString())
                    .text(note.period().text());
            Objects.requireNonNull(waiting.get(note.series()))
                    .getOrDefault(note.period(), Set.of())
                    .forEach(slice -> writer.text(slice.dimension()).text(slice.member()));
            store.put(note.key(), writer.toBytes());
        }
        noted.addAll(unnoted);
        unnoted.clear();
    }

    /** The series that has waited longest; null when none waits. */
    @Nullable
    SeriesId next() {
        return waiting.isEmpty() ? null : waiting.keySet().iterator().next();
    }
}
