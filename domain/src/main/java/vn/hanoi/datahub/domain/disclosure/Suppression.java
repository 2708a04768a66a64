package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.disclosure.Column.Cell;

/**
 * Cell suppression. A row with a count below five people is hidden, together with as many other rows (complementary
 * suppression) as are needed so that no hidden count can be derived by addition and subtraction. This covers all
 * columns of all datasets, in this release and all earlier ones together.
 *
 * <p>A cell is identified by what it counts, its row and its number. While these stay the same, whatever a release
 * shows of the cell, or allows to be derived, holds for all releases. A row that was hidden once stays hidden while it
 * is not empty, because its former number could be derived from what is shown now. A number that was shown once is not
 * withdrawn, because it is already public. Where no choice of rows keeps the small counts secret, the table cannot be
 * released as it is; its former release stays until more has changed.
 *
 * <p>Method: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4. The audit for
 * exact disclosure is linear algebra and complete. The rows hidden along with the small ones are chosen smallest first,
 * which is not always optimal.
 *
 * @param <K> identifies a row
 */
public final class Suppression<K> {

    /** Counts from 1 to below this threshold are small. */
    public static final BigDecimal THRESHOLD = BigDecimal.valueOf(5);

    /** Of several hidden cells whose sum is known to be below this, at least one must be small. */
    private static final BigDecimal ENOUGH = BigDecimal.TEN;

    private record Place<K>(String dataset, K row) {}

    private final List<Column<K>> table;
    private final List<Equation<Cell<K>>> sums;
    private final Set<Cell<K>> shown = new HashSet<>();
    private final Set<Place<K>> touched = new HashSet<>();
    private final Set<Place<K>> hidden = new LinkedHashSet<>();

    private final Map<Cell<K>, List<Place<K>>> places = new HashMap<>();

    private Suppression(List<Column<K>> table, List<List<Column<K>>> before) {
        this.table = table;
        Set<Place<K>> hiddenBefore = new HashSet<>();
        Set<Equation<Cell<K>>> all = new LinkedHashSet<>();
        table.forEach(column -> all.addAll(column.sums()));
        for (List<Column<K>> release : before) {
            for (Column<K> column : release) {
                all.addAll(column.sums());
                column.numbers().keySet().forEach(row -> {
                    Place<K> place = new Place<>(column.dataset(), row);
                    if (column.hidden().contains(row)) {
                        hiddenBefore.add(place);
                    } else {
                        column.cell(row).ifPresent(shown::add);
                        touched.add(place);
                    }
                });
            }
        }
        this.sums = List.copyOf(all);
        for (Column<K> column : table) {
            column.hidden().forEach(row -> hidden.add(new Place<>(column.dataset(), row)));
            column.numbers().forEach((row, number) -> {
                Place<K> place = new Place<>(column.dataset(), row);
                Cell<K> cell = column.cell(row).orElseThrow();
                places.computeIfAbsent(cell, key -> new ArrayList<>()).add(place);
                if (cell.isSmall() || hiddenBefore.contains(place) && number.signum() > 0) {
                    hidden.add(place);
                }
            });
        }
    }

    /**
     * Returns the rows to hide, by dataset.
     *
     * @param table the columns to be released
     * @param before the columns of all former releases, oldest first
     * @return empty when the tables cannot be shown without disclosing a small count
     */
    public static <K> Optional<Map<String, Set<K>>> of(List<Column<K>> table, List<List<Column<K>>> before) {
        return new Suppression<>(table, before).complete();
    }

    private Optional<Map<String, Set<K>>> complete() {
        while (coverSums()) {
            Set<Cell<K>> given = Equations.determined(sums, unknown());
            if (given.isEmpty()) {
                return Optional.of(hidden.stream()
                        .collect(Collectors.groupingBy(
                                Place::dataset, Collectors.mapping(Place::row, Collectors.toSet()))));
            }
            boolean more = false;
            for (Column<K> column : table) {
                for (Equation<K> equation : column.equations()) {
                    boolean leaks = equation.members().stream()
                            .flatMap(row -> column.cell(row).stream())
                            .anyMatch(given::contains);
                    more |= leaks && hideOneMore(column, equation);
                }
            }
            if (!more) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the cells that readers do not know, in this release and the earlier ones. A cell with the number 0 counts
     * as known: it is not secret, and it is usually visible.
     */
    private Set<Cell<K>> unknown() {
        return sums.stream()
                .flatMap(equation -> equation.members().stream())
                .filter(this::isUnknown)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isUnknown(Cell<K> cell) {
        return cell.number().signum() > 0 && !shown.contains(cell) && !isVisible(cell);
    }

    private boolean isVisible(Cell<K> cell) {
        return places.getOrDefault(cell, List.of()).stream().anyMatch(place -> !hidden.contains(place));
    }

    /**
     * Hides more cells until no sum has a single unknown, or only unknowns whose sum is known to be small; returns
     * false when that is impossible.
     */
    private boolean coverSums() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Column<K> column : table) {
                for (Equation<K> equation : column.equations()) {
                    while (isOpen(column, equation)) {
                        if (!hideOneMore(column, equation)) {
                            return false;
                        }
                        changed = true;
                    }
                }
            }
        }
        return true;
    }

    private boolean isOpen(Column<K> column, Equation<K> equation) {
        List<Cell<K>> parts = equation.parts().stream()
                .flatMap(row -> column.cell(row).stream())
                .filter(this::isUnknown)
                .toList();
        if (column.cell(equation.whole()).filter(this::isUnknown).isPresent()) {
            return parts.isEmpty();
        }
        return parts.size() == 1
                || !parts.isEmpty()
                        && parts.stream()
                                        .map(Cell::number)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .compareTo(ENOUGH)
                                < 0;
    }

    /**
     * Hides the cheapest cell, in every dataset that shows it: the smallest part that is still shown and was not shown
     * in an earlier release, or else the whole. Returns false when there is none.
     */
    private boolean hideOneMore(Column<K> column, Equation<K> equation) {
        Optional<Cell<K>> candidate = Stream.concat(
                        equation.parts().stream()
                                .flatMap(row -> column.cell(row).stream())
                                .sorted(Comparator.comparing(Cell::number)),
                        column.cell(equation.whole()).stream())
                .filter(cell -> cell.number().signum() > 0 && !shown.contains(cell) && isVisible(cell))
                .filter(cell -> places.getOrDefault(cell, List.of()).stream().noneMatch(touched::contains))
                .findFirst();
        candidate.ifPresent(cell -> hidden.addAll(places.getOrDefault(cell, List.of())));
        return candidate.isPresent();
    }
}
