package vn.hanoi.datahub.query.opendata;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.disclosure.Column;
import vn.hanoi.datahub.domain.disclosure.Suppression;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;

/**
 * Decides which rows are hidden in the next release of datasets that speak of the same events, by what all of them and all their former releases have said.
 */
final class Protection {

    /** Several indicators count out of the same; where two denominators are equal, they are taken for one. */
    private static final String DENOMINATOR = "denominator";

    private final Map<String, Sums> sums;

    /**
     * @param sums of each dataset
     */
    Protection(Map<String, Sums> sums) {
        this.sums = sums;
    }

    /**
     * The next release.
     *
     * @param tables the values of each dataset
     * @param past all that was released of each, in order
     * @return empty when it would give a small count away
     */
    Optional<Map<String, List<Released>>> release(
            Map<String, List<Value>> tables, Map<String, List<Released>> past, Instant at) {
        Map<String, List<Released>> next = new LinkedHashMap<>();
        tables.forEach((dataset, values) -> next.put(
                dataset,
                values.stream().map(value -> new Released(value, false, at)).toList()));
        return Suppression.of(columns(next), releases(past)).map(hidden -> {
            next.replaceAll((dataset, rows) -> rows.stream()
                    .map(row -> hidden.getOrDefault(dataset, Set.of()).contains(Name.of(row.value()))
                            ? new Released(row.value(), true, at)
                            : row)
                    .toList());
            return next;
        });
    }

    private List<List<Column<Name>>> releases(Map<String, List<Released>> past) {
        Set<Instant> moments = new TreeSet<>();
        past.values().forEach(rows -> rows.forEach(row -> moments.add(row.at())));
        List<List<Column<Name>>> releases = new ArrayList<>();
        for (Instant moment : moments) {
            Map<String, List<Released>> state = new LinkedHashMap<>();
            past.forEach((dataset, rows) -> state.put(
                    dataset,
                    List.copyOf(newest(rows.stream()
                                    .filter(row -> !row.at().isAfter(moment))
                                    .toList())
                            .values())));
            releases.add(columns(state));
        }
        return releases;
    }

    private List<Column<Name>> columns(Map<String, List<Released>> tables) {
        List<Column<Name>> columns = new ArrayList<>();
        tables.forEach((dataset, rows) -> {
            columns.add(column(dataset, dataset, rows, Value::numerator));
            columns.add(column(dataset, DENOMINATOR, rows, Value::denominator));
        });
        return columns;
    }

    private Column<Name> column(
            String dataset, String name, Collection<Released> rows, Function<Value, @Nullable BigDecimal> number) {
        Map<Name, BigDecimal> numbers = new HashMap<>();
        rows.forEach(row -> {
            BigDecimal found = number.apply(row.value());
            if (found != null) {
                numbers.put(Name.of(row.value()), found);
            }
        });
        Set<Name> hidden = rows.stream()
                .filter(Released::hidden)
                .map(row -> Name.of(row.value()))
                .collect(Collectors.toSet());
        return Objects.requireNonNull(sums.get(dataset)).column(name, numbers, hidden);
    }

    /** What is released now: of each row the newest. */
    static Map<Name, Released> newest(List<Released> past) {
        return past.stream()
                .collect(Collectors.toMap(
                        released -> Name.of(released.value()), released -> released, (one, later) -> later));
    }
}
