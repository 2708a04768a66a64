package vn.hanoi.datahub.query.values;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the indicators: what they mean, and their latest values. */
@RestController
@Tag(name = "indicators")
class IndicatorsController {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final ValueRows rows;
    private final InstantSource clock;

    public IndicatorsController(
            Catalogue catalogue, Definitions definitions, Readings published, ValueRows rows, InstantSource clock) {
        this.clock = clock;
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.published = published;
        this.rows = rows;
    }

    record IndicatorList(List<IndicatorView> indicators) {}

    /** @param areaSince first day of the unit that has this code */
    record Scorecard(String area, LocalDate areaSince, String areaName, List<IndicatorView> indicators) {}

    /**
     * Definition of an indicator, with its targets and latest value.
     *
     * @param direction {@code up} if higher is better, {@code down} if lower is
     * @param basis the legal act or standard behind the definition, in English
     * @param basisVi the same in Vietnamese
     * @param version version of the definition in force
     * @param versions versions that have values; {@code definitionVersion} selects one
     * @param underway new version whose values are being counted; null for none
     * @param reporters agencies or levels that are expected to report
     * @param cadence expected interval between reports, as an ISO 8601 period
     * @param validTo last day of the indicator; null if it has none
     * @param open whether it is published as open data
     * @param noTargets why it has no target; null if it has one
     * @param latest latest value of the area; null if there is none
     */
    record IndicatorView(
            String id,
            String pillar,
            Text name,
            String unit,
            String direction,
            Text formula,
            String basis,
            String basisVi,
            int version,
            List<Integer> versions,
            Definitions.@Nullable Underway underway,
            Collection<String> eventTypes,
            String fold,
            List<String> reporters,
            String cadence,
            List<String> periods,
            List<String> levels,
            List<String> dimensions,
            @Nullable LocalDate validTo,
            boolean open,
            List<TargetView> targets,
            @Nullable Text noTargets,
            @Nullable ValueRow latest) {}

    /**
     * A target.
     *
     * @param level {@code city}, {@code district} or {@code commune}
     * @param year the year in which it is to be reached
     * @param by that year, or the half-year or quarter in it
     * @param kind {@code value}, {@code minimum}, {@code maximum}, {@code range}, {@code rank}, {@code growth} or
     *     {@code milestone}
     * @param comparison {@code >=}, {@code >}, {@code <=} or {@code <}; null for a milestone, and for a range, which is
     *     met from its lower to its upper end
     * @param value the number to reach, in the indicator's unit; for growth in per cent over the year before; null for
     *     a milestone
     * @param to upper end of a range; null if the target is a single number
     * @param milestone what is to be achieved, in the act's own words; null if the target is a plain number
     * @param plan id of the plan that sets it
     */
    record TargetView(
            String level,
            int year,
            String by,
            String kind,
            @Nullable String comparison,
            @Nullable Double value,
            @Nullable Double to,
            @Nullable Text milestone,
            String plan) {}

    /** Returns all indicators with their targets and latest city value. */
    @Operation(operationId = "listIndicators", summary = "All indicators, with targets and the latest city value")
    @GetMapping("/v1/indicators")
    IndicatorList list(@RequestParam(required = false) @Nullable String pillar) {
        Narrowed.check(
                "pillar",
                pillar,
                definitions.indicators().stream()
                        .map(IndicatorDefinition::pillar)
                        .collect(Collectors.toCollection(TreeSet::new)));
        return new IndicatorList(definitions.indicators().stream()
                .filter(definition -> pillar == null || definition.pillar().equals(pillar))
                .map(definition -> described(definition, catalogue.areas().city()))
                .toList());
    }

    /** Returns one indicator. */
    @Operation(operationId = "getIndicator", summary = "Definition, targets, latest city value")
    @GetMapping("/v1/indicators/{id}")
    IndicatorView one(@PathVariable String id) {
        return described(
                ValuesQuery.definition(definitions, id), catalogue.areas().city());
    }

    /** Returns all indicators of one area, compared with their targets. */
    @Operation(operationId = "getScorecard", summary = "All indicators of one area, compared with their targets")
    @GetMapping("/v1/scorecard")
    Scorecard scorecard(@RequestParam(defaultValue = AreaRegister.CITY) String area) {
        Area unit = AskedArea.of(catalogue, area).unit(catalogue);
        return new Scorecard(
                unit.code(),
                unit.validFrom(),
                unit.fullName(),
                definitions.indicators().stream()
                        .filter(definition -> definition.levels().contains(unit.level()))
                        .map(definition -> described(definition, unit))
                        .toList());
    }

    private IndicatorView described(IndicatorDefinition definition, Area unit) {
        return new IndicatorView(
                definition.id(),
                definition.pillar(),
                definition.name(),
                definition.unit(),
                definition.publication().direction().word(),
                definition.meaning().formula(),
                definition.meaning().basis().en(),
                definition.meaning().basis().vi(),
                definition.version(),
                definitions.versions(definition),
                definitions.underway(definition).orElse(null),
                definition.counting().eventTypes(),
                definition.fold().word(),
                definition.frame().reporting().reporters(),
                definition.frame().reporting().cadence(),
                definition.periods().stream().map(Granularity::word).toList(),
                definition.levels().stream().map(AreaLevel::word).toList(),
                definition.dimensions(),
                definition.frame().validTo(),
                definition.publication().open(),
                catalogue.plans().binding(definition.id(), CityTime.dayOf(clock.instant())).stream()
                        .map(IndicatorsController::target)
                        .toList(),
                definition.publication().noTargets(),
                published
                        .latest(definition, ValuesQuery.defaultGranularity(definition), unit.id())
                        .map(value -> rows.of(definition, value))
                        .orElse(null));
    }

    private static TargetView target(Plans.Place place) {
        Target target = place.target();
        Goal goal = target.goal();
        return new TargetView(
                target.scope().level().word(),
                target.by().from().getYear(),
                target.by().text(),
                goal.kind().word(),
                goal.ofGrowth().comparison(),
                goal.value(),
                goal.to(),
                goal.words(),
                place.plan().id());
    }
}
