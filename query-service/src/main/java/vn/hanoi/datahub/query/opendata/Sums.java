package vn.hanoi.datahub.query.opendata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.disclosure.Equation;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** How the cells of an indicator's table add up, as everybody can know: units make up the unit above, months the quarter, or the last month stands for it. */
final class Sums {

    private final AreaRegister areas;
    private final IndicatorDefinition definition;
    private final List<Granularity> granularities;
    private final Map<AreaId, Optional<AreaId>> above = new ConcurrentHashMap<>();

    /**
     * @param granularities those of the table, finest first
     */
    Sums(AreaRegister areas, IndicatorDefinition definition, List<Granularity> granularities) {
        this.areas = areas;
        this.definition = definition;
        this.granularities = granularities;
    }

    List<Equation<Cell>> of(Collection<Cell> cells) {
        Map<Name, Cell> table = cells.stream().collect(Collectors.toMap(Cell::name, cell -> cell));
        List<Equation<Cell>> equations = new ArrayList<>(inTime(table));
        Map<Name, List<Cell>> inSpace = new LinkedHashMap<>();
        for (Cell cell : cells) {
            above(cell.name().area())
                    .map(unit -> new Name(unit, cell.name().period()))
                    .filter(table::containsKey)
                    .ifPresent(whole -> inSpace.computeIfAbsent(whole, name -> new ArrayList<>())
                            .add(cell));
        }
        inSpace.forEach((whole, parts) -> equations.add(equation(table, whole, parts)));
        return equations;
    }

    /** The unit right above one, of the levels the indicator has values for. */
    private Optional<AreaId> above(AreaId id) {
        return above.computeIfAbsent(
                id,
                unit -> areas.lineage(unit.code(), unit.since()).stream()
                        .skip(1)
                        .filter(area -> definition.levels().contains(area.level()))
                        .findFirst()
                        .map(Area::id));
    }

    private List<Equation<Cell>> inTime(Map<Name, Cell> table) {
        List<Equation<Cell>> equations = new ArrayList<>();
        for (int i = 1; i < granularities.size(); i++) {
            Granularity coarser = granularities.get(i);
            Granularity finer = granularities.get(i - 1);
            Map<Name, List<Cell>> parts = new LinkedHashMap<>();
            table.values().stream()
                    .filter(cell -> cell.name().period().granularity() == finer)
                    .forEach(cell -> {
                        Name whole = new Name(
                                cell.name().area(), cell.name().period().in(coarser));
                        if (table.containsKey(whole) && counts(cell.name().period(), whole.period())) {
                            parts.computeIfAbsent(whole, name -> new ArrayList<>())
                                    .add(cell);
                        }
                    });
            parts.forEach((whole, some) -> equations.add(equation(table, whole, some)));
        }
        return equations;
    }

    /** Whether a part's count is in the whole's. */
    private boolean counts(Period part, Period whole) {
        return switch (definition.fold()) {
            case RATIO, REPORT_RATIO, SUM -> true;
            case DISTINCT -> false; // who comes in two months is one in the quarter
            default -> whole.last(part.granularity()).equals(part);
        };
    }

    /** Its parts in an order that does not change, so that the same equation is the same in every release. */
    private static Equation<Cell> equation(Map<Name, Cell> table, Name whole, List<Cell> parts) {
        return new Equation<>(
                Objects.requireNonNull(table.get(whole)),
                parts.stream()
                        .sorted(Comparator.comparing(
                                        (Cell cell) -> cell.name().area().toString())
                                .thenComparing(cell -> cell.name().period()))
                        .toList());
    }

    /** The longest period that has ended with this one in it: what is released together, because it adds up. */
    Period together(Period period, Instant now) {
        return granularities.stream()
                .filter(granularity -> !granularity.isFinerThan(period.granularity()))
                .map(period::in)
                .filter(longer -> !longer.endInstant().isAfter(now))
                .reduce(period, (finer, coarser) -> coarser);
    }
}
