package vn.hanoi.datahub.query.release;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.disclosure.Column;
import vn.hanoi.datahub.domain.disclosure.Equation;
import vn.hanoi.datahub.domain.disclosure.Suppression;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;

/**
 * Decides which rows are hidden in the next release of datasets that are derived from the same events, considering
 * everything that these datasets and all their former releases have disclosed.
 */
final class Protection {

    /** Several indicators may share a denominator; equal denominators are treated as the same. */
    private static final String DENOMINATOR = "denominator";

    private final Map<String, AdditivityConstraints> sums;

    /** @param sums the additivity constraints of each dataset */
    Protection(Map<String, AdditivityConstraints> sums) {
        this.sums = sums;
    }

    /**
     * What all former releases of a table have disclosed. For each release only the new information is kept, so that
     * this grows with the changes and not with the number of releases.
     */
    static final class Former {
        private final Map<String, Map<AreaPeriod, Released>> state = new LinkedHashMap<>();
        private final List<List<Column<AreaPeriod>>> said = new ArrayList<>();

        /** Returns the size of what they have disclosed, in equations. */
        int size() {
            return said.stream()
                    .flatMap(List::stream)
                    .mapToInt(column -> column.equations().size())
                    .sum();
        }
    }

    /**
     * Adds a release to the former ones.
     *
     * @param changed the rows it changed, by dataset
     */
    void add(Former former, Map<String, List<Released>> changed) {
        changed.forEach((dataset, rows) -> {
            Map<AreaPeriod, Released> known = former.state.computeIfAbsent(dataset, key -> new LinkedHashMap<>());
            rows.forEach(row -> known.put(AreaPeriod.of(row.value()), row));
        });
        Map<String, List<Released>> now = new LinkedHashMap<>();
        former.state.forEach((dataset, rows) -> now.put(dataset, List.copyOf(rows.values())));
        former.said.add(columns(now).stream()
                .map(column -> said(column, changed.getOrDefault(column.dataset(), List.of())))
                .toList());
    }

    /**
     * Returns what a column discloses in addition when some of its rows have changed: the sums that contain them. If
     * numbers are carried forward, an equal number may be a different unknown, so then the whole column is returned.
     */
    private Column<AreaPeriod> said(Column<AreaPeriod> column, List<Released> changed) {
        if (Objects.requireNonNull(sums.get(column.dataset())).carries()) {
            return column;
        }
        Set<AreaPeriod> news =
                changed.stream().map(row -> AreaPeriod.of(row.value())).collect(Collectors.toSet());
        List<Equation<AreaPeriod>> equations = column.equations().stream()
                .filter(equation -> news.contains(equation.whole())
                        || equation.parts().stream().anyMatch(news::contains))
                .toList();
        Set<AreaPeriod> named = new HashSet<>(news);
        equations.forEach(equation -> {
            named.add(equation.whole());
            named.addAll(equation.parts());
        });
        Map<AreaPeriod, BigDecimal> numbers = new LinkedHashMap<>(column.numbers());
        numbers.keySet().retainAll(named);
        Set<AreaPeriod> hidden = new HashSet<>(column.hidden());
        hidden.retainAll(named);
        return new Column<>(column.dataset(), column.name(), numbers, equations, hidden, column.sameAs());
    }

    /**
     * Returns the next release.
     *
     * @param tables the values of each dataset
     * @param former what was released before
     * @return empty if it would disclose a small count
     */
    Optional<Map<String, List<Released>>> release(Map<String, List<Value>> tables, Former former, Instant at) {
        return release(tables, former.said, at);
    }

    Optional<Map<String, List<Released>>> release(
            Map<String, List<Value>> tables, List<List<Column<AreaPeriod>>> said, Instant at) {
        Map<String, List<Released>> next = new LinkedHashMap<>();
        tables.forEach((dataset, values) -> next.put(
                dataset,
                values.stream().map(value -> new Released(value, false, at)).toList()));
        return Suppression.of(columns(next), said).map(hidden -> {
            next.replaceAll((dataset, rows) -> rows.stream()
                    .map(row -> hidden.getOrDefault(dataset, Set.of()).contains(AreaPeriod.of(row.value()))
                            ? new Released(row.value(), true, at)
                            : row)
                    .toList());
            return next;
        });
    }

    List<Column<AreaPeriod>> columns(Map<String, List<Released>> tables) {
        List<Column<AreaPeriod>> columns = new ArrayList<>();
        tables.forEach((dataset, rows) -> {
            columns.add(column(dataset, dataset, rows, Value::numerator));
            columns.add(column(dataset, DENOMINATOR, rows, Value::denominator));
        });
        return columns;
    }

    private Column<AreaPeriod> column(
            String dataset, String name, Collection<Released> rows, Function<Value, @Nullable BigDecimal> number) {
        Map<AreaPeriod, BigDecimal> numbers = new HashMap<>();
        rows.forEach(row -> {
            BigDecimal found = number.apply(row.value());
            if (found != null) {
                numbers.put(AreaPeriod.of(row.value()), found);
            }
        });
        Set<AreaPeriod> hidden = rows.stream()
                .filter(Released::hidden)
                .map(row -> AreaPeriod.of(row.value()))
                .collect(Collectors.toSet());
        return Objects.requireNonNull(sums.get(dataset)).column(name, numbers, hidden);
    }

    static Map<AreaPeriod, Released> newest(List<Released> past) {
        return past.stream()
                .collect(Collectors.toMap(
                        released -> AreaPeriod.of(released.value()), released -> released, (one, later) -> later));
    }
}
