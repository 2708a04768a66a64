package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.disclosure.Column.Cell;

/**
 * Cell suppression: a row with a count of less than five people is hidden, and with it as many others (complementary suppression) as it takes that no hidden count can be worked out by addition
 * and subtraction, over all columns, this release and all before it together.
 *
 * <p>A cell is told by its column, row and number: while those stay the same, what any release shows of it, or lets be worked out, holds in all of them. What was hidden once stays hidden while it is
 * not empty, because its former number could be worked out from what is shown now; what was shown once is not taken back, because everybody knows it. Where no choice of rows keeps the small counts
 * secret, the table cannot be released as it is, and its former release stays until more has changed.
 *
 * <p>Method: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4. The audit for exact disclosure is linear algebra and complete; which rows are hidden with the
 * small ones is a choice of the smallest, and not always the best there is.
 *
 * @param <K> names a row
 */
public final class Suppression<K> {

    /** Counts from 1 to below this are small. */
    public static final BigDecimal THRESHOLD = BigDecimal.valueOf(5);

    /** Hidden cells that are known to add up to less than this could only be small ones. */
    private static final BigDecimal ENOUGH = BigDecimal.TEN;

    private final List<Column<K>> table;
    private final List<Equation<Cell<K>>> past = new ArrayList<>();
    private final Set<Cell<K>> shown = new HashSet<>();
    private final Set<K> touched = new HashSet<>();
    private final Set<K> hidden = new LinkedHashSet<>();

    private Suppression(List<Column<K>> table, List<List<Column<K>>> before) {
        this.table = table;
        Set<K> hiddenBefore = new HashSet<>();
        Set<Equation<Cell<K>>> sums = new LinkedHashSet<>();
        for (List<Column<K>> release : before) {
            for (Column<K> column : release) {
                sums.addAll(column.sums());
                column.numbers().keySet().forEach(row -> {
                    if (column.hidden().contains(row)) {
                        hiddenBefore.add(row);
                    } else {
                        column.cell(row).ifPresent(shown::add);
                        touched.add(row);
                    }
                });
            }
        }
        past.addAll(sums);
        for (Column<K> column : table) {
            hidden.addAll(column.hidden());
            column.numbers().forEach((row, number) -> {
                boolean wasHidden = hiddenBefore.contains(row) && number.signum() > 0;
                if (wasHidden || column.cell(row).filter(Cell::isSmall).isPresent()) {
                    hidden.add(row);
                }
            });
        }
    }

    /**
     * The rows to be hidden, in all columns.
     *
     * @param before all former releases, oldest first
     * @return empty when the table cannot be shown without giving a small count away
     */
    public static <K> Optional<Set<K>> of(List<Column<K>> table, List<List<Column<K>>> before) {
        return new Suppression<>(table, before).complete();
    }

    private Optional<Set<K>> complete() {
        while (coverSums()) {
            Set<Cell<K>> given = Equations.determined(all(), unknown());
            if (given.isEmpty()) {
                return Optional.of(hidden);
            }
            boolean more = false;
            for (Column<K> column : table) {
                for (Equation<K> equation : column.equations()) {
                    boolean leaks = members(column, equation).anyMatch(given::contains);
                    Optional<K> candidate = leaks ? candidate(column, equation) : Optional.empty();
                    candidate.ifPresent(hidden::add);
                    more |= candidate.isPresent();
                }
            }
            if (!more) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private List<Equation<Cell<K>>> all() {
        return Stream.concat(table.stream().flatMap(column -> column.sums().stream()), past.stream())
                .distinct()
                .toList();
    }

    private Stream<Cell<K>> members(Column<K> column, Equation<K> equation) {
        return equation.members().stream().flatMap(row -> column.cell(row).stream());
    }

    /** What readers do not know, of this release and those before. An empty cell is taken for known: it is no secret, and mostly to be seen. */
    private Set<Cell<K>> unknown() {
        Set<Cell<K>> visible = table.stream()
                .flatMap(column -> column.numbers().keySet().stream()
                        .filter(row -> !hidden.contains(row))
                        .flatMap(row -> column.cell(row).stream()))
                .collect(Collectors.toSet());
        return all().stream()
                .flatMap(equation -> equation.members().stream())
                .filter(cell -> cell.number().signum() > 0 && !shown.contains(cell) && !visible.contains(cell))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Hides more until no sum has one unknown alone, or only such as are known to be small; false when it cannot be done. */
    private boolean coverSums() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Column<K> column : table) {
                for (Equation<K> equation : column.equations()) {
                    while (isOpen(column, equation)) {
                        Optional<K> more = candidate(column, equation);
                        if (more.isEmpty()) {
                            return false;
                        }
                        hidden.add(more.get());
                        changed = true;
                    }
                }
            }
        }
        return true;
    }

    private boolean isOpen(Column<K> column, Equation<K> equation) {
        List<Cell<K>> parts = equation.parts().stream()
                .filter(row -> isUnknown(column, row))
                .flatMap(row -> column.cell(row).stream())
                .toList();
        if (isUnknown(column, equation.whole())) {
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

    private boolean isUnknown(Column<K> column, K row) {
        return hidden.contains(row)
                && column.cell(row)
                        .filter(cell -> cell.number().signum() > 0 && !shown.contains(cell))
                        .isPresent();
    }

    /** The row whose loss costs least: the smallest part that is still shown and never was, or the whole. */
    private Optional<K> candidate(Column<K> column, Equation<K> equation) {
        return Stream.concat(
                        equation.parts().stream().sorted(Comparator.comparing((K row) -> number(column, row))),
                        Stream.of(equation.whole()))
                .filter(row -> !hidden.contains(row) && number(column, row).signum() > 0 && !touched.contains(row))
                .findFirst();
    }

    private static <K> BigDecimal number(Column<K> column, K row) {
        return column.numbers().getOrDefault(row, BigDecimal.ZERO);
    }
}
