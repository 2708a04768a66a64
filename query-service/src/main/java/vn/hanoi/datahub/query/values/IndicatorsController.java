package vn.hanoi.datahub.query.values;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The indicators, what they mean, and what they are worth. */
@RestController
@Tag(name = "indicators")
class IndicatorsController {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final ValueRows rows;

    public IndicatorsController(Catalogue catalogue, Definitions definitions, Readings published, ValueRows rows) {
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.published = published;
        this.rows = rows;
    }

    /** All indicators with their targets and latest city value. */
    @Operation(summary = "All indicators, with targets and the latest city value")
    @GetMapping("/v1/indicators")
    Map<String, Object> list(@RequestParam(required = false) @Nullable String pillar) {
        return Map.of(
                "indicators",
                definitions.indicators().stream()
                        .filter(definition ->
                                pillar == null || definition.pillar().equals(pillar))
                        .map(definition ->
                                described(definition, catalogue.areas().city()))
                        .toList());
    }

    /** One indicator. */
    @Operation(summary = "Definition, targets, latest city value")
    @GetMapping("/v1/indicators/{id}")
    Map<String, @Nullable Object> one(@PathVariable String id) {
        return described(
                ValuesQuery.definition(definitions, id), catalogue.areas().city());
    }

    /** All indicators of one area against their targets. */
    @Operation(summary = "All indicators of one area against targets")
    @GetMapping("/v1/scorecard")
    Map<String, Object> scorecard(@RequestParam(defaultValue = AreaRegister.CITY) String area) {
        Area unit = AskedArea.of(catalogue, area).unit(catalogue);
        return Map.of(
                "area",
                unit.code(),
                "areaSince",
                unit.validFrom(),
                "areaName",
                unit.fullName(),
                "indicators",
                definitions.indicators().stream()
                        .filter(definition -> definition.levels().contains(unit.level()))
                        .map(definition -> described(definition, unit))
                        .toList());
    }

    private Map<String, @Nullable Object> described(IndicatorDefinition definition, Area unit) {
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        described.put("id", definition.id());
        described.put("pillar", definition.pillar());
        described.put("name", definition.name());
        described.put("unit", definition.unit());
        described.put("direction", definition.direction().name().toLowerCase(java.util.Locale.ROOT));
        described.put("formula", definition.formula());
        described.put("basis", definition.basis());
        described.put("version", definition.version());
        described.put("versions", definitions.versions(definition));
        described.put("underway", definitions.underway(definition).orElse(null));
        described.put("eventTypes", definition.eventTypes());
        described.put("fold", definition.fold().word());
        described.put("reporters", definition.reporting().reporters());
        described.put("cadence", definition.reporting().cadence());
        described.put(
                "periods", definition.periods().stream().map(Granularity::word).toList());
        described.put(
                "levels", definition.levels().stream().map(AreaLevel::word).toList());
        described.put("dimensions", definition.dimensions());
        described.put("validTo", definition.validTo());
        described.put("open", definition.open());
        described.put(
                "targets",
                definition.targets().stream()
                        .map(target -> target(target, definition))
                        .toList());
        described.put("noTargets", definition.noTargets());
        described.put("latest", latest(definition, unit).orElse(null));
        return described;
    }

    private static Map<String, @Nullable Object> target(Target target, IndicatorDefinition definition) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("level", target.level().word());
        row.put("year", target.year());
        row.put("comparison", comparison(target, definition));
        row.put("value", target.value());
        row.put("to", target.to());
        row.put("milestone", target.milestone());
        return row;
    }

    private static @Nullable String comparison(Target target, IndicatorDefinition definition) {
        return target.value() == null
                ? null
                : definition.direction() == IndicatorDefinition.Direction.DOWN ? "<=" : target.strict() ? ">" : ">=";
    }

    private Optional<Map<String, @Nullable Object>> latest(IndicatorDefinition definition, Area unit) {
        return published
                .latest(definition, ValuesQuery.defaultGranularity(definition), unit.id())
                .map(value -> rows.of(definition, value));
    }
}
