package vn.hanoi.datahub.query.opendata;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.disclosure.Counts;
import vn.hanoi.datahub.domain.disclosure.Equation;
import vn.hanoi.datahub.domain.disclosure.Suppression;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;

/** Decides which cells of a table are hidden in its next release, by what all its former ones have said. */
final class Protection {

    private final Sums sums;

    Protection(Sums sums) {
        this.sums = sums;
    }

    /**
     * The next release of a table.
     *
     * @param past all that was released of it, in order
     * @return empty when it would give a small count away
     */
    Optional<List<Released>> release(Collection<Value> table, List<Released> past, Instant at) {
        List<Released> shown =
                table.stream().map(value -> new Released(value, false, at)).toList();
        Map<Cell, Counts> cells = new HashMap<>();
        shown.forEach(released -> cells.put(Cell.of(released), released.counts()));
        return Suppression.of(cells, sums.of(cells.keySet()), past(past))
                .map(hidden -> shown.stream()
                        .map(released -> hidden.contains(Cell.of(released))
                                ? new Released(released.value(), true, at)
                                : released)
                        .toList());
    }

    private Suppression.Past<Cell> past(List<Released> past) {
        Set<Equation<Cell>> equations = new LinkedHashSet<>();
        Set<Cell> shown = new HashSet<>();
        Set<Name> touched = new HashSet<>();
        Set<Name> hidden = new HashSet<>();
        Map<Name, Cell> table = new HashMap<>();
        Instant at = Instant.MIN;
        for (Released released : past) {
            if (released.at().isAfter(at)) {
                equations.addAll(sums.of(table.values()));
                at = released.at();
            }
            Cell cell = Cell.of(released);
            table.put(cell.name(), cell);
            if (released.hidden()) {
                hidden.add(cell.name());
            } else {
                shown.add(cell);
                touched.add(cell.name());
            }
        }
        equations.addAll(sums.of(table.values()));
        return new Suppression.Past<>(
                equations, shown, cell -> touched.contains(cell.name()), cell -> hidden.contains(cell.name()));
    }

    /** What is released now: of each cell the newest. */
    static Map<Name, Released> newest(List<Released> past) {
        return past.stream()
                .collect(Collectors.toMap(
                        released -> Name.of(released.value()), released -> released, (one, later) -> later));
    }
}
