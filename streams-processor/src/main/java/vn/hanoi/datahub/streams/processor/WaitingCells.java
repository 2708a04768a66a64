package vn.hanoi.datahub.streams.processor;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;

/** Cells that events changed and that are still to be evaluated. Those that the transaction which changed them has no time for are noted in it. */
final class WaitingCells {

    /**
     * All cells of one definition in one area.
     *
     * @param definition its name and version
     */
    record SeriesId(String definition, AreaId area) {
        private byte[] prefix() {
            return CellKey.series(definition, area.toString());
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<SeriesId, Set<Cell>> waiting = new LinkedHashMap<>();

    /** Keys of those that are in no note yet, with what tells the series in the key from the cell. */
    private final Map<Bytes, byte[]> unnoted = new LinkedHashMap<>();

    /** Takes up what a former life of the task had stored and not yet evaluated. */
    WaitingCells(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> noted = store.all()) {
            noted.forEachRemaining(entry -> {
                String[] series = new String(entry.value, StandardCharsets.UTF_8).split("\0", -1);
                waiting.computeIfAbsent(new SeriesId(series[0], AreaId.parse(series[1])), id -> new LinkedHashSet<>())
                        .add(CellKey.cell(entry.value, entry.key));
            });
        }
    }

    void add(SeriesId id, Collection<Cell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        Set<Cell> there = waiting.computeIfAbsent(id, any -> new LinkedHashSet<>());
        byte[] prefix = id.prefix();
        for (Cell cell : cells) {
            if (there.add(cell)) {
                unnoted.put(CellKey.of(prefix, cell), prefix);
            }
        }
    }

    boolean has(SeriesId id) {
        return waiting.containsKey(id);
    }

    /** The series whose cells have waited longest; null when none waits. */
    @Nullable
    SeriesId next() {
        return waiting.isEmpty() ? null : waiting.keySet().iterator().next();
    }

    /** Some of a series' cells. */
    List<Cell> some(SeriesId id, int most) {
        return waiting.getOrDefault(id, Set.of()).stream().limit(most).toList();
    }

    /** Forgets cells of a series: they were evaluated, or do not count any more. */
    void remove(SeriesId id, Collection<Cell> cells) {
        byte[] prefix = id.prefix();
        Set<Cell> there = waiting.getOrDefault(id, new LinkedHashSet<>());
        for (Cell cell : List.copyOf(cells)) {
            there.remove(cell);
            Bytes key = CellKey.of(prefix, cell);
            if (unnoted.remove(key) == null) {
                store.delete(key);
            }
        }
        if (there.isEmpty()) {
            waiting.remove(id);
        }
    }

    void remove(SeriesId id) {
        remove(id, waiting.getOrDefault(id, Set.of()));
    }

    /** Writes down those that are in no note yet. */
    void note() {
        unnoted.forEach(store::put);
        unnoted.clear();
    }
}
