package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One column of counts in a dataset's table, together with what every reader knows about it: how its cells add up.
 *
 * @param dataset dataset of the table; rows are shown or hidden in all columns of a dataset at once
 * @param name identifies what the column counts, across all releases. Two datasets may count the same thing: where
 *     their columns share a name, equal numbers in a row are the same unknown
 * @param numbers numbers by row; rows without a number are absent
 * @param equations sums that relate its rows
 * @param hidden rows that are not shown; for a column to be released, rows that cannot be shown
 * @param sameAs maps a row whose number was carried forward from another row to that other row: both are the same
 *     unknown
 * @param <K> identifies a row
 */
public record Column<K>(
        String dataset,
        String name,
        Map<K, BigDecimal> numbers,
        List<Equation<K>> equations,
        Set<K> hidden,
        UnaryOperator<K> sameAs) {

    /** A cell. As long as its row and number stay the same, it is the same unknown in every release. */
    record Cell<K>(String column, K row, BigDecimal number) {

        /** Returns whether the count is so small that individuals could be identified. Zero is not small. */
        boolean isSmall() {
            return number.signum() > 0 && number.compareTo(Suppression.THRESHOLD) < 0;
        }
    }

    Optional<Cell<K>> cell(K row) {
        return Optional.ofNullable(numbers.get(row))
                .map(number -> new Cell<>(name, sameAs.apply(row), number.stripTrailingZeros()));
    }

    /** Returns the sums as equations between cells. */
    List<Equation<Cell<K>>> sums() {
        List<Equation<Cell<K>>> sums = new ArrayList<>();
        for (Equation<K> equation : equations) {
            cell(equation.whole())
                    .ifPresent(whole -> sums.add(new Equation<>(
                            whole,
                            equation.parts().stream()
                                    .flatMap(part -> cell(part).stream())
                                    .toList())));
        }
        return sums;
    }
}
