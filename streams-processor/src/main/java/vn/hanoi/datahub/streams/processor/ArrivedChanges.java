package vn.hanoi.datahub.streams.processor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.TallySum;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

/** Changes that arrived since the last commit, combined by cell. */
final class ArrivedChanges {

    private final Map<SeriesId, Map<Cell, TallySum>> changes = new LinkedHashMap<>();

    /** The cells among them that live events changed. */
    private final Map<SeriesId, Set<Cell>> live = new HashMap<>();

    private int cells;

    /** Adds the changes of one record to a series, rolled up over time. */
    void add(SeriesId id, Fold fold, ChangesState arrived, boolean isLive) {
        Set<Cell> now = isLive ? live.computeIfAbsent(id, name -> new LinkedHashSet<>()) : null;
        Map<Cell, TallySum> series = changes.computeIfAbsent(id, name -> new LinkedHashMap<>());
        StateCodec.changes(
                arrived.getChanges(),
                (at, change) -> fold.spread(at, change, (cell, tally) -> {
                    series.computeIfAbsent(cell, this::first).add(tally);
                    if (now != null) {
                        now.add(cell);
                    }
                }));
    }

    private TallySum first(Cell cell) {
        cells++;
        return new TallySum();
    }

    /** Returns how many cells have changes. */
    int size() {
        return cells;
    }

    Map<Cell, TallySum> of(SeriesId id) {
        return Objects.requireNonNull(changes.get(id));
    }

    /** Returns the cells of a series that live events changed. */
    Set<Cell> live(SeriesId id) {
        return live.getOrDefault(id, Set.of());
    }

    /**
     * Returns the changed series, those whose rows are packed together one after the other. If time is short, live ones
     * go first, and of these the ones with the most changes.
     *
     * @param together names what the rows of a series are packed with
     */
    List<SeriesId> inOrder(Function<SeriesId, String> together) {
        Map<String, List<SeriesId>> packs = new LinkedHashMap<>();
        Map<String, Integer> urgency = new HashMap<>();
        for (SeriesId id : changes.keySet()) {
            String pack = together.apply(id);
            packs.computeIfAbsent(pack, any -> new ArrayList<>()).add(id);
            urgency.merge(pack, live(id).size(), Integer::sum);
        }
        return packs.entrySet().stream()
                .sorted(Comparator.comparing(pack -> -urgency.getOrDefault(pack.getKey(), 0)))
                .flatMap(pack -> pack.getValue().stream())
                .toList();
    }

    void clear() {
        changes.clear();
        live.clear();
        cells = 0;
    }
}
