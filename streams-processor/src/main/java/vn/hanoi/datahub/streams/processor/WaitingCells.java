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

/**
 * Cells that changed and are still to be evaluated. What events change goes before what a new definition or a former life of the task left, so that no backlog makes
 * the live values wait.
 *
 * <p>What is not evaluated in the transaction that stored the change is noted in a store in that transaction.
 */
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
    private final Map<SeriesId, Set<Cell>> live = new LinkedHashMap<>();
    private final Map<SeriesId, Set<Cell>> backlog = new LinkedHashMap<>();

    /** Keys of those that are in no note yet, with what tells the series in the key from the cell. */
    private final Map<Bytes, byte[]> unnoted = new LinkedHashMap<>();

    /** Takes up what a former life of the task had stored and not yet evaluated. */
    WaitingCells(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> noted = store.all()) {
            noted.forEachRemaining(entry -> {
                String[] series = new String(entry.value, StandardCharsets.UTF_8).split("\0", -1);
                backlog.computeIfAbsent(new SeriesId(series[0], AreaId.parse(series[1])), id -> new LinkedHashSet<>())
                        .add(CellKey.cell(entry.value, entry.key));
            });
        }
    }

    /** Cells that events changed. */
    void add(SeriesId id, Collection<Cell> cells) {
        add(live, id, cells);
    }

    /** Cells that can wait. */
    void addToBacklog(SeriesId id, Collection<Cell> cells) {
        add(backlog, id, cells);
    }

    private void add(Map<SeriesId, Set<Cell>> to, SeriesId id, Collection<Cell> cells) {
        Set<Cell> there = to.computeIfAbsent(id, any -> new LinkedHashSet<>());
        byte[] prefix = id.prefix();
        for (Cell cell : cells) {
            if (there.add(cell)) {
                unnoted.put(CellKey.of(prefix, cell), prefix);
            }
        }
    }

    /** The series to be evaluated next; null when none waits. */
    @Nullable
    SeriesId next() {
        live.values().removeIf(Set::isEmpty);
        backlog.values().removeIf(Set::isEmpty);
        Map<SeriesId, Set<Cell>> from = live.isEmpty() ? backlog : live;
        return from.isEmpty() ? null : from.keySet().iterator().next();
    }

    /** Some of the cells of the series that is next. */
    List<Cell> some(SeriesId id, int most) {
        Map<SeriesId, Set<Cell>> from = live.containsKey(id) ? live : backlog;
        return from.getOrDefault(id, Set.of()).stream().limit(most).toList();
    }

    /** Forgets cells that were evaluated. */
    void evaluated(SeriesId id, List<Cell> cells) {
        byte[] prefix = id.prefix();
        Set<Cell> ofLive = live.getOrDefault(id, new LinkedHashSet<>());
        Set<Cell> ofBacklog = backlog.getOrDefault(id, new LinkedHashSet<>());
        for (Cell cell : cells) {
            ofLive.remove(cell);
            ofBacklog.remove(cell);
            Bytes key = CellKey.of(prefix, cell);
            if (unnoted.remove(key) == null) {
                store.delete(key);
            }
        }
    }

    /** Forgets all cells of a definition. */
    void forget(String definition) {
        for (Map<SeriesId, Set<Cell>> cells : List.of(live, backlog)) {
            List.copyOf(cells.keySet()).stream()
                    .filter(id -> id.definition().equals(definition))
                    .forEach(id -> evaluated(id, List.copyOf(cells.getOrDefault(id, Set.of()))));
        }
    }

    /** Whether cells of a definition wait. */
    boolean has(String definition) {
        return next() != null
                && (live.keySet().stream().anyMatch(id -> id.definition().equals(definition))
                        || backlog.keySet().stream()
                                .anyMatch(id -> id.definition().equals(definition)));
    }

    /** Writes down those that are in no note yet. */
    void note() {
        unnoted.forEach(store::put);
        unnoted.clear();
    }
}
