package vn.hanoi.datahub.query.release;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.disclosure.Column;
import vn.hanoi.datahub.domain.disclosure.Equation;
import vn.hanoi.datahub.domain.disclosure.Suppression;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * How the numbers of an indicator add up, as anyone can know: lower units make up the unit above them, and months make
 * up the quarter, or the last month stands for it.
 */
final class AdditivityConstraints {

    private final AreaRegister areas;
    private final IndicatorDefinition definition;
    private final List<Granularity> granularities;
    private final Map<AreaId, Optional<AreaId>> above = new HashMap<>();

    /** @param granularities granularities of the table, finest first */
    AdditivityConstraints(AreaRegister areas, IndicatorDefinition definition, List<Granularity> granularities) {
        this.areas = areas;
        this.definition = definition;
        this.granularities = granularities;
    }

    /**
     * Returns a column with its sums. What a unit counts in addition to its parts (such as an event of the city itself)
     * is treated as a separate part: it is not shown, but can be found by subtraction.
     *
     * @param name what the column counts
     */
    Column<AreaPeriod> column(String name, Map<AreaPeriod, BigDecimal> shown, Set<AreaPeriod> notShown) {
        Map<AreaPeriod, BigDecimal> numbers = new LinkedHashMap<>(shown);
        Set<AreaPeriod> hidden = new HashSet<>(notShown);
        List<Equation<AreaPeriod>> equations = new ArrayList<>(inTime(shown));
        inSpace(shown).forEach((whole, parts) -> {
            BigDecimal own =
                    parts.stream().map(part -> number(shown, part)).reduce(number(shown, whole), BigDecimal::subtract);
            List<AreaPeriod> all = new ArrayList<>(parts);
            if (own.signum() > 0 && own.compareTo(Suppression.THRESHOLD) < 0) {
                AreaPeriod itself = new AreaPeriod(
                        new AreaId(whole.area().code() + " itself", whole.area().since()), whole.period());
                numbers.put(itself, own);
                hidden.add(itself);
                all.add(itself);
            }
            equations.add(new Equation<>(whole, sorted(all)));
        });
        Map<AreaPeriod, AreaPeriod> carried = carried(shown);
        return new Column<>(definition.id(), name, numbers, equations, hidden, row -> carried.getOrDefault(row, row));
    }

    /** Returns whether a number may be carried forward from the previous period. */
    boolean carries() {
        return definition.fold() == FoldKind.SNAPSHOT;
    }

    private static BigDecimal number(Map<AreaPeriod, BigDecimal> numbers, AreaPeriod row) {
        return Objects.requireNonNull(numbers.get(row));
    }

    private Map<AreaPeriod, List<AreaPeriod>> inSpace(Map<AreaPeriod, BigDecimal> numbers) {
        Map<AreaPeriod, List<AreaPeriod>> parts = new LinkedHashMap<>();
        for (AreaPeriod row : numbers.keySet()) {
            above(row.area())
                    .map(unit -> new AreaPeriod(unit, row.period()))
                    .filter(numbers::containsKey)
                    .ifPresent(whole -> parts.computeIfAbsent(whole, key -> new ArrayList<>())
                            .add(row));
        }
        return parts;
    }

    /** Returns the next higher unit among the levels for which the indicator has values. */
    private Optional<AreaId> above(AreaId id) {
        return above.computeIfAbsent(
                id,
                unit -> areas.lineage(unit.code(), unit.since()).stream()
                        .skip(1)
                        .filter(area -> definition.levels().contains(area.level()))
                        .findFirst()
                        .map(Area::id));
    }

    private List<Equation<AreaPeriod>> inTime(Map<AreaPeriod, BigDecimal> numbers) {
        List<Equation<AreaPeriod>> equations = new ArrayList<>();
        for (int i = 1; i < granularities.size(); i++) {
            Granularity coarser = granularities.get(i);
            Granularity finer = granularities.get(i - 1);
            Map<AreaPeriod, List<AreaPeriod>> parts = new LinkedHashMap<>();
            numbers.keySet().stream()
                    .filter(row -> row.period().granularity() == finer)
                    .forEach(row -> {
                        AreaPeriod whole =
                                new AreaPeriod(row.area(), row.period().in(coarser));
                        if (numbers.containsKey(whole) && counts(row.period(), whole.period())) {
                            parts.computeIfAbsent(whole, key -> new ArrayList<>())
                                    .add(row);
                        }
                    });
            parts.forEach((whole, some) -> equations.add(new Equation<>(whole, sorted(some))));
        }
        return equations;
    }

    /**
     * Returns whether a part's number is included in the whole's. A person who appears in two months counts once in the
     * quarter; treating this as a sum errs on the safe side.
     */
    private boolean counts(Period part, Period whole) {
        return switch (definition.fold()) {
            case RATIO, REPORT_RATIO, SUM, DISTINCT -> true;
            default -> whole.last(part.granularity()).equals(part);
        };
    }

    /** Returns the rows whose number was carried forward, with the row it came from. */
    private Map<AreaPeriod, AreaPeriod> carried(Map<AreaPeriod, BigDecimal> numbers) {
        Map<AreaPeriod, AreaPeriod> carried = new HashMap<>();
        if (carries()) {
            numbers.keySet().stream()
                    .sorted(Comparator.comparing(AreaPeriod::period))
                    .forEach(row -> {
                        AreaPeriod before =
                                new AreaPeriod(row.area(), row.period().plus(-1));
                        BigDecimal former = numbers.get(before);
                        if (former != null && former.compareTo(number(numbers, row)) == 0) {
                            carried.put(row, carried.getOrDefault(before, before));
                        }
                    });
        }
        return carried;
    }

    /** Returns rows in a stable order, so that the same equation is identical in every release. */
    private static List<AreaPeriod> sorted(List<AreaPeriod> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((AreaPeriod row) -> row.area().toString())
                        .thenComparing(AreaPeriod::period))
                .toList();
    }
}
