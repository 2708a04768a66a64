package vn.hanoi.datahub.domain.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Derivation of unknown cells from sums. A reader who knows how the cells of a table add up, and all of them but some,
 * can derive those unknown cells that have only one solution.
 *
 * <p>Uses Gauss–Jordan elimination over the integers modulo a prime. The coefficients are 1 and −1; for tables of this
 * size, no determinant of such coefficients can realistically be a multiple of so large a prime.
 */
final class Equations {

    private static final long PRIME = 2_147_483_647L;

    private Equations() {}

    /** Returns the unknown cells whose numbers follow from the others. */
    static <K> Set<K> determined(List<Equation<K>> equations, Set<K> unknown) {
        List<K> names = List.copyOf(unknown);
        Map<K, Integer> columns = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i), i);
        }
        NavigableMap<Integer, NavigableMap<Integer, Long>> rows = new TreeMap<>();
        for (Equation<K> equation : equations) {
            NavigableMap<Integer, Long> row = new TreeMap<>();
            Integer whole = columns.get(equation.whole());
            if (whole != null) {
                row.put(whole, 1L);
            }
            for (K part : equation.parts()) {
                Integer column = columns.get(part);
                if (column != null) {
                    row.put(column, PRIME - 1);
                }
            }
            add(rows, row);
        }
        Set<K> determined = new HashSet<>();
        for (Integer pivot : List.copyOf(rows.descendingKeySet())) {
            NavigableMap<Integer, Long> row = Objects.requireNonNull(rows.get(pivot));
            for (Integer column : new ArrayList<>(row.tailMap(pivot, false).keySet())) {
                NavigableMap<Integer, Long> other = rows.get(column);
                if (other != null) {
                    subtract(row, other, Objects.requireNonNull(row.get(column)));
                }
            }
            if (row.size() == 1) {
                determined.add(names.get(pivot));
            }
        }
        return determined;
    }

    /** Adds an equation to those in echelon form, each keyed by its first column. */
    private static void add(NavigableMap<Integer, NavigableMap<Integer, Long>> rows, NavigableMap<Integer, Long> row) {
        while (!row.isEmpty()) {
            int first = row.firstKey();
            long factorOfFirst = Objects.requireNonNull(row.get(first));
            NavigableMap<Integer, Long> other = rows.get(first);
            if (other == null) {
                long inverse = inverse(factorOfFirst);
                row.replaceAll((column, factor) -> factor * inverse % PRIME);
                rows.put(first, row);
                return;
            }
            subtract(row, other, factorOfFirst);
        }
    }

    private static void subtract(NavigableMap<Integer, Long> row, NavigableMap<Integer, Long> other, long times) {
        other.forEach((column, factor) -> row.merge(column, (PRIME - times) * factor % PRIME, (one, two) -> {
            long sum = (one + two) % PRIME;
            return sum == 0 ? null : (Long) sum;
        }));
    }

    /** Returns the modular inverse, by Fermat's little theorem. */
    private static long inverse(long number) {
        long result = 1;
        long base = number;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
        }
        return result;
    }
}
