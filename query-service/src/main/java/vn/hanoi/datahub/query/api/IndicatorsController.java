package vn.hanoi.datahub.query.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The indicators, what they mean, and what they are worth. */
@RestController
@Tag(name = "indicators")
public class IndicatorsController {

    private static final int PAGE = 10_000;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final ValueView view;
    private final Rows rows;
    private final InstantSource clock;
    private final CurrentBoundaries boundaries;

    public IndicatorsController(
            Catalogue catalogue, Definitions definitions, ValueView view, Rows rows, InstantSource clock) {
        this.definitions = definitions;
        this.clock = clock;
        this.catalogue = catalogue;
        this.view = view;
        this.rows = rows;
        this.boundaries = new CurrentBoundaries(catalogue.areas());
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
        Area unit = catalogue
                .areas()
                .findLatest(area)
                .orElseThrow(() -> new BadRequestException("there is no area '" + area + "'; /v1/areas lists them"));
        return Map.of(
                "area",
                unit.code(),
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
        return view.latest(definition, ValuesQuery.defaultGranularity(definition), unit.id(), clock.instant())
                .map(value -> rows.of(definition, value));
    }

    /** Values in time and place. */
    @Operation(summary = "Values by area, period and part; JSON or CSV")
    @GetMapping(path = "/v1/indicators/{id}/values", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, @Nullable Object> values(@PathVariable String id, @ParameterObject ValuesRequest request) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id, request.definitionVersion());
        List<Value> found = page(definition, request);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("indicator", definition.id());
        answer.put("unit", definition.unit());
        answer.put(
                "values",
                found.stream()
                        .limit(PAGE)
                        .map(value -> rows.of(definition, value))
                        .toList());
        answer.put("next", found.size() <= PAGE ? null : next(request.first()));
        return answer;
    }

    /** The same as a table. */
    @Operation(hidden = true)
    @GetMapping(path = "/v1/indicators/{id}/values", produces = "text/csv")
    ResponseEntity<String> csv(@PathVariable String id, @ParameterObject ValuesRequest request) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id, request.definitionVersion());
        List<Value> found = page(definition, request);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"));
        if (found.size() > PAGE) {
            answer.header("Link", "<" + next(request.first()) + ">; rel=\"next\"");
        }
        return answer.body(table(definition, found.stream().limit(PAGE).toList()));
    }

    private String table(IndicatorDefinition definition, List<Value> values) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "indicator",
                    "unit",
                    "area",
                    "areaName",
                    "period",
                    "start",
                    "end",
                    "dimension",
                    "member",
                    "value",
                    "numerator",
                    "denominator",
                    "events",
                    "coverage",
                    "status",
                    "target",
                    "gap",
                    "definitionVersion",
                    "revision",
                    "recordedAt");
            for (Value value : values) {
                Map<String, @Nullable Object> row = rows.of(definition, value);
                csv.writeRecord(
                        definition.id(),
                        definition.unit(),
                        text(row, "area"),
                        text(row, "areaName"),
                        text(row, "period"),
                        text(row, "start"),
                        text(row, "end"),
                        value.key().dimension(),
                        value.key().member(),
                        text(row, "value"),
                        text(row, "numerator"),
                        text(row, "denominator"),
                        text(row, "events"),
                        text(row, "coverage"),
                        text(row, "status"),
                        text(row, "target"),
                        text(row, "gap"),
                        text(row, "definitionVersion"),
                        text(row, "revision"),
                        text(row, "recordedAt"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        Object value = row.get(column);
        return value == null
                ? ""
                : value instanceof java.math.BigDecimal number ? number.toPlainString() : value.toString();
    }

    private List<Value> page(IndicatorDefinition definition, ValuesRequest request) {
        return ValuesQuery.of(catalogue, definition, request.checked())
                .values(view, catalogue, boundaries)
                .skip(request.first())
                .limit(PAGE + 1L)
                .toList();
    }

    private static String next(int offset) {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("offset", offset + PAGE)
                .build()
                .toUriString();
    }
}
