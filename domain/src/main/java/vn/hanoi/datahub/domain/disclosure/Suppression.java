package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Cell suppression: a count of less than five people is hidden, and with it as many others (complementary suppression) as it takes that no hidden one can be worked out by
 * addition and subtraction, over this release and all before it together.
 *
 * <p>A cell is told by its name and its counts: while those stay the same, what any release shows of it, or lets be worked out, holds in all of them. What was hidden once
 * stays hidden, because its former counts could be worked out from what is shown now; what was shown once is not taken back, because everybody knows it. Where no
 * choice of cells keeps the small ones secret, the table cannot be released as it is, and its former release stays until more has changed.
 *
 * <p>Method: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4. The audit for exact disclosure is linear algebra and complete; which
 * cells are hidden with the small ones is a choice of the smallest, and not always the best there is.
 *
 * @param <K> names a cell and its counts
 */
public final class Suppression<K> {

    /** Counts from 1 to below this are small. */
    public static final BigDecimal THRESHOLD = BigDecimal.valueOf(5);

    /** Hidden cells that are known to add up to less than this could only be small ones. */
    private static final BigDecimal ENOUGH = BigDecimal.TEN;

    /**
     * What readers have from former releases.
     *
     * @param equations how the cells of each of them added up
     * @param shown the cells, with the counts that were shown
     * @param touched whether some release has shown a cell of this name, with whatever counts
     * @param hidden whether some release has hidden a cell of this name
     */
    public record Past<K>(Collection<Equation<K>> equations, Set<K> shown, Predicate<K> touched, Predicate<K> hidden) {

        /** Before the first release. */
        public static <K> Past<K> none() {
            return new Past<>(List.of(), Set.of(), cell -> false, cell -> false);
        }
    }

    private final Map<K, Counts> cells;
    private final List<Equation<K>> equations;
    private final List<Equation<K>> all;
    private final Past<K> past;
    private final Set<K> hidden = new LinkedHashSet<>();

    private Suppression(Map<K, Counts> cells, List<Equation<K>> equations, Past<K> past) {
        this.cells = cells;
        this.equations = equations;
        this.past = past;
        this.all = Stream.concat(equations.stream(), past.equations().stream())
                .distinct()
                .toList();
        cells.forEach((key, counts) -> {
            if (counts.isSmall() || past.hidden().test(key)) {
                hidden.add(key);
            }
        });
    }

    /**
     * The cells to be hidden.
     *
     * @param equations how the cells add up; only cells of the table
     * @return empty when the table cannot be shown without giving a small cell away
     */
    public static <K> Optional<Set<K>> of(Map<K, Counts> cells, List<Equation<K>> equations, Past<K> past) {
        return new Suppression<>(cells, equations, past).complete();
    }

    private Optional<Set<K>> complete() {
        while (coverSums()) {
            Set<K> given = Equations.determined(all, unknown());
            if (given.isEmpty()) {
                return Optional.of(hidden);
            }
            Optional<K> more = equations.stream()
                    .filter(equation -> equation.members().stream().anyMatch(given::contains))
                    .flatMap(equation -> candidate(equation).stream())
                    .findFirst();
            if (more.isEmpty()) {
                return Optional.empty();
            }
            hidden.add(more.get());
        }
        return Optional.empty();
    }

    /** What readers do not know, of this release and those before. */
    private Set<K> unknown() {
        Set<K> unknown = new LinkedHashSet<>();
        all.forEach(equation -> equation.members().forEach(cell -> {
            if (isUnknown(cell)) {
                unknown.add(cell);
            }
        }));
        return unknown;
    }

    private boolean isUnknown(K cell) {
        return !past.shown().contains(cell) && (hidden.contains(cell) || !cells.containsKey(cell));
    }

    /** Hides more until no sum has one unknown alone, or only such as are known to be small; false when it cannot be done. */
    private boolean coverSums() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Equation<K> equation : equations) {
                while (isOpen(equation)) {
                    Optional<K> more = candidate(equation);
                    if (more.isEmpty()) {
                        return false;
                    }
                    hidden.add(more.get());
                    changed = true;
                }
            }
        }
        return true;
    }

    private boolean isOpen(Equation<K> equation) {
        List<K> parts = equation.parts().stream().filter(this::isUnknown).toList();
        if (isUnknown(equation.whole())) {
            return parts.isEmpty();
        }
        return parts.size() == 1
                || !parts.isEmpty()
                        && parts.stream()
                                        .map(this::size)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .compareTo(ENOUGH)
                                < 0;
    }

    /** The cell whose loss costs least: the smallest part that is still shown and never was, or the whole. */
    private Optional<K> candidate(Equation<K> equation) {
        return Stream.concat(
                        equation.parts().stream().sorted(Comparator.comparing(this::size)), Stream.of(equation.whole()))
                .filter(cell -> !hidden.contains(cell)
                        && size(cell).signum() > 0
                        && !past.touched().test(cell))
                .findFirst();
    }

    private BigDecimal size(K cell) {
        Counts counts = cells.get(cell);
        return counts == null ? BigDecimal.ZERO : counts.size();
    }
}
