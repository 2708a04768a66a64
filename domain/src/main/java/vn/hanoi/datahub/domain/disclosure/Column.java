package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One column of counts in a dataset's table, and what every reader knows of it: how its cells add up.
 *
 * @param dataset whose table it is in; rows are shown or hidden in all columns of a dataset
 * @param name of what it counts, in every release. Two datasets may count the same: where their columns have one name,
 *     equal numbers of a row are one unknown
 * @param numbers by row; rows without a number are left out
 * @param equations between its rows
 * @param hidden the rows that are not shown; of a column that is to be released those that cannot be
 * @param sameAs of a row whose number has been carried on from another row, that other row: both are one unknown
 * @param <K> names a row
 */
public record Column<K>(
        String dataset,
        String name,
        Map<K, BigDecimal> numbers,
        List<Equation<K>> equations,
        Set<K> hidden,
        UnaryOperator<K> sameAs) {

    /** A cell: while row and number are the same, every release speaks of the same unknown. */
    record Cell<K>(String column, K row, BigDecimal number) {

        /** Whether it counts so few that they could be told apart. Nobody is not a few. */
        boolean isSmall() {
            return number.signum() > 0 && number.compareTo(Suppression.THRESHOLD) < 0;
        }
    }

    Optional<Cell<K>> cell(K row) {
        return Optional.ofNullable(numbers.get(row))
                .map(number -> new Cell<>(name, sameAs.apply(row), number.stripTrailingZeros()));
    }

    /** The sums as equations between cells. */
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
