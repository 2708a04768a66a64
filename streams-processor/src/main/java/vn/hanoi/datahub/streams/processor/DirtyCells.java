package vn.hanoi.datahub.streams.processor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Hash;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.codec.StateWriter;

/**
 * Cells that still have to be evaluated because something they depend on has changed. The cells themselves are in
 * memory; the store records which series have dirty cells, one record per series. A task that finds such a record when
 * it starts evaluates the whole series: what has not changed is not published again.
 */
final class DirtyCells {

    /**
     * Identifies all cells of one definition in one area.
     *
     * @param definition its name and version
     */
    record SeriesId(String definition, AreaId area) {
        /** Written by hand: a record's generated methods go through method handles. */
        @Override
        public int hashCode() {
            return Hash.mix(definition.hashCode(), area.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeriesId id && definition.equals(id.definition) && area.equals(id.area);
        }

        byte[] prefix() {
            return CellKey.series(definition, area.toString());
        }
    }

    /** Stands for all parts of a row: in a backlog most of them are dirty. */
    static final Slice EVERY_PART = new Slice("*", "");

    private static final Set<Slice> ONLY_EVERY_PART = Set.of(EVERY_PART);
    private static final Bytes BEGINNING = Bytes.wrap(new byte[0]);

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<SeriesId, Map<Period, Set<Slice>>> waiting = new LinkedHashMap<>();

    /** Series that are dirty as a whole, with the key of the last cell that was checked. */
    private final Map<SeriesId, Bytes> whole = new LinkedHashMap<>();

    private final Set<SeriesId> noted = new HashSet<>();

    /** Loads what a previous run of the task stored and did not evaluate. */
    DirtyCells(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> notes = store.all()) {
            notes.forEachRemaining(note -> {
                StateReader reader = new StateReader(note.value);
                SeriesId id = new SeriesId(reader.text(), AreaId.parse(reader.text()));
                whole.put(id, BEGINNING);
                noted.add(id);
            });
        }
    }

    /**
     * Adds cells.
     *
     * @param isPart whether a cell is a part of its row already: if so, the row is dirty with all its parts
     */
    void add(SeriesId id, Collection<Cell> cells, Predicate<Cell> isPart) {
        for (Cell cell : cells) {
            Map<Period, Set<Slice>> periods = waiting.computeIfAbsent(id, any -> new LinkedHashMap<>());
            Set<Slice> there = periods.getOrDefault(cell.period(), Set.of());
            Slice slice = isPart.test(cell) ? EVERY_PART : cell.slice();
            if (there.isEmpty() && slice == EVERY_PART) {
                periods.put(cell.period(), ONLY_EVERY_PART);
            } else if (!there.contains(slice)) {
                Set<Slice> more = new LinkedHashSet<>(there);
                more.add(slice);
                periods.put(cell.period(), more);
            }
        }
    }

    /** Adds rows with all their parts. */
    void addRows(SeriesId id, Collection<Period> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Period, Set<Slice>> periods = waiting.computeIfAbsent(id, any -> new LinkedHashMap<>());
        for (Period row : rows) {
            Set<Slice> there = periods.putIfAbsent(row, ONLY_EVERY_PART);
            if (there != null && !there.contains(EVERY_PART)) {
                Set<Slice> more = new LinkedHashSet<>(there);
                more.add(EVERY_PART);
                periods.put(row, more);
            }
        }
    }

    boolean has(SeriesId id) {
        return waiting.containsKey(id) || whole.containsKey(id);
    }

    /** Returns the series that has been dirty longest; null when there is none. */
    @Nullable
    SeriesId next() {
        Map<SeriesId, ?> first = whole.isEmpty() ? waiting : whole;
        return first.isEmpty() ? null : first.keySet().iterator().next();
    }

    /**
     * Returns the key up to which a series that is dirty as a whole has been checked; null where it is not dirty as a
     * whole.
     */
    @Nullable
    Bytes cursor(SeriesId id) {
        return whole.get(id);
    }

    void lookedUpTo(SeriesId id, Bytes key) {
        whole.put(id, key);
    }

    void lookedAtAll(SeriesId id) {
        whole.remove(id);
    }

    /** Returns some of a series' dirty cells, all of a period together; none where there are none. */
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

    /** Removes all cells of the periods of the given cells: they were evaluated. */
    void remove(SeriesId id, Collection<Cell> cells) {
        Map<Period, Set<Slice>> periods = waiting.getOrDefault(id, new LinkedHashMap<>());
        cells.forEach(cell -> periods.remove(cell.period()));
        if (periods.isEmpty()) {
            waiting.remove(id);
        }
    }

    /** Removes a series that is no longer counted. */
    void remove(SeriesId id) {
        waiting.remove(id);
        whole.remove(id);
    }

    /** Stores which series have dirty cells, and deletes the records of those that no longer have any. */
    void note() {
        waiting.keySet().stream()
                .filter(noted::add)
                .forEach(id -> store.put(
                        Bytes.wrap(id.prefix()),
                        new StateWriter()
                                .text(id.definition())
                                .text(id.area().toString())
                                .toBytes()));
        noted.removeIf(id -> {
            if (has(id)) {
                return false;
            }
            store.delete(Bytes.wrap(id.prefix()));
            return true;
        });
    }
}
