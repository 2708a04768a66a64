package vn.hanoi.datahub.query.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.area.Transfer;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NeedsKeyException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.ValueFilter;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Why a value is what it is: the formula, who contributed how much, the newest events behind it, the boundaries it
 * stands on.
 */
@RestController
@Tag(name = "indicators")
class ExplainController {

    private static final int NEWEST = 20;
    private static final int MOST_REVISIONS = 200;
    private static final int MOST_MEMBERS = 100;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings values;
    private final CountedEvents events;
    private final ValueRows rows;

    public ExplainController(
            Catalogue catalogue, Definitions definitions, Readings values, CountedEvents events, ValueRows rows) {
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.values = values;
        this.events = events;
        this.rows = rows;
    }

    /** One value, traced to the agencies and events behind it. */
    @Operation(summary = "Formula, contributions by agency, newest events, boundaries")
    @GetMapping("/v1/indicators/{id}/explain")
    Map<String, @Nullable Object> explain(
            @PathVariable String id,
            @RequestParam(defaultValue = AreaRegister.CITY) String area,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Integer definitionVersion) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id, definitionVersion);
        if (!values.areWhole(definition)) {
            throw new NeedsKeyException(
                    "what counts for " + id + " is told to callers with a key; its open data are at /open-data");
        }
        AskedArea unit = AskedArea.of(catalogue, area);
        Period asked = period == null ? latest(definition, unit) : period(definition, period);
        Value total = total(definition, unit, asked);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("indicator", definition.id());
        answer.put("name", definition.name());
        answer.put("unit", definition.unit());
        answer.put("formula", definition.formula());
        answer.put("basis", definition.basis());
        answer.put("fold", definition.fold().word());
        answer.put("definitionVersion", definition.version());
        answer.put("value", rows.of(definition, total));
        answer.put("contributions", contributions(definition, total));
        answer.put("parts", definition.levels().contains(AreaLevel.COMMUNE) ? communes(definition, total) : List.of());
        answer.put("members", members(definition, total));
        answer.put("latestEvents", latestEvents(definition, total));
        answer.put("boundaries", boundaries(total));
        return answer;
    }

    /** What was published for one value, the newest first; of old minutes with more than three of them the last. */
    @Operation(summary = "What was published for one value, the newest first")
    @GetMapping("/v1/indicators/{id}/revisions")
    Map<String, @Nullable Object> revisions(
            @PathVariable String id,
            @RequestParam(defaultValue = AreaRegister.CITY) String area,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Integer definitionVersion) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id, definitionVersion);
        if (!values.areWhole(definition)) {
            throw new NeedsKeyException(
                    "what counts for " + id + " is told to callers with a key; its open data are at /open-data");
        }
        AskedArea unit = AskedArea.of(catalogue, area);
        Period asked = period == null ? latest(definition, unit) : period(definition, period);
        Value total = total(definition, unit, asked);
        return Map.of(
                "indicator",
                definition.id(),
                "area",
                total.key().area().code(),
                "areaSince",
                total.key().area().since(),
                "period",
                asked.text(),
                "revisions",
                values
                        .revisions(
                                ValueFilter.totals(definition, asked.granularity())
                                        .in(unit.code())
                                        .within(total.key().area()::equals)
                                        .at(asked),
                                MOST_REVISIONS)
                        .stream()
                        .map(ExplainController::numbers)
                        .toList());
    }

    /** The total of the newest unit that bears the code. */
    private Value total(IndicatorDefinition definition, AskedArea area, Period period) {
        return at(definition, "", area.code(), period)
                .filter(value -> area.matches(value.key().area()))
                .reduce((before, newer) -> newer)
                .orElseThrow(() -> new NotFoundException("nothing counts for " + definition.id() + " in " + area
                        + " in " + period + "; /v1/indicators/" + definition.id() + "/values lists what does"));
    }

    private Period latest(IndicatorDefinition definition, AskedArea area) {
        return values.latest(
                        definition,
                        ValuesQuery.defaultGranularity(definition),
                        area.unit(catalogue).id())
                .map(value -> value.key().period())
                .orElseThrow(() -> new NotFoundException(
                        "nothing counts for " + definition.id() + " in " + area + "; name a period"));
    }

    private static Period period(IndicatorDefinition definition, String text) {
        return Period.find(text)
                .filter(period -> definition.periods().contains(period.granularity()))
                .orElseThrow(() -> new BadRequestException("period is one " + definition.id()
                        + " has a value for, such as 2025 or 2025-07, not '" + text + "'"));
    }

    private Stream<Value> at(IndicatorDefinition definition, String dimension, String area, Period period) {
        return values.list(
                        ValueFilter.totals(definition, period.granularity())
                                .by(dimension)
                                .in(area)
                                .at(period),
                        ValuesQuery.MOST)
                .filter(value -> value.events() > 0);
    }

    /** The parts of the total by reporting agency. */
    private List<Map<String, @Nullable Object>> contributions(IndicatorDefinition definition, Value total) {
        return at(
                        definition,
                        Slice.AGENCY,
                        total.key().area().code(),
                        total.key().period())
                .filter(value -> value.key().area().equals(total.key().area()))
                .map(value -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("agency", value.key().member());
                    row.put(
                            "agencyName",
                            catalogue
                                    .findAgency(value.key().member())
                                    .map(agency -> agency.name())
                                    .orElse(null));
                    row.putAll(numbers(value));
                    return row;
                })
                .toList();
    }

    /** Stations, links, sectors side by side, by the definition's first dimension: the largest first. */
    private List<Map<String, @Nullable Object>> members(IndicatorDefinition definition, Value total) {
        if (definition.dimensions().isEmpty()) {
            return List.of();
        }
        String dimension = definition.dimensions().get(0);
        return at(definition, dimension, total.key().area().code(), total.key().period())
                .filter(value -> value.key().area().equals(total.key().area()))
                .sorted(Comparator.comparing(
                        Value::value,
                        Comparator.nullsLast(Comparator.<Double>naturalOrder().reversed())))
                .limit(MOST_MEMBERS)
                .map(value -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("dimension", dimension);
                    row.put("member", value.key().member());
                    row.putAll(numbers(value));
                    return row;
                })
                .toList();
    }

    /** The communes the total was made of, those that counted most first. */
    private List<Map<String, @Nullable Object>> communes(IndicatorDefinition definition, Value total) {
        return values.list(
                        ValueFilter.totals(definition, total.key().period().granularity())
                                .at(total.key().period()),
                        ValuesQuery.MOST)
                .filter(value -> value.events() > 0
                        && !value.key().area().equals(total.key().area())
                        && isCommuneIn(value, total))
                .sorted(Comparator.comparingLong(Value::events).reversed())
                .map(value -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("area", value.key().area().code());
                    row.put("areaSince", value.key().area().since());
                    row.putAll(numbers(value));
                    return row;
                })
                .toList();
    }

    private boolean isCommuneIn(Value part, Value total) {
        return part.key().area().isCommune()
                && catalogue
                        .areas()
                        .isWithin(
                                part.key().area().code(),
                                total.key().area().code(),
                                part.key().area().since());
    }

    private static Map<String, @Nullable Object> numbers(Value value) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("value", value.value());
        row.put("numerator", value.numerator());
        row.put("denominator", value.denominator());
        row.put("events", value.events());
        row.put("revision", value.revision());
        row.put("recordedAt", value.recordedAt().toString());
        return row;
    }

    /**
     * Where in the log the newest events lie that count in the value, those taken last first; as far back as a question
     * may look.
     */
    private List<Map<String, Object>> latestEvents(IndicatorDefinition definition, Value total) {
        return events.newest(definition, total.key(), NEWEST).stream()
                .map(found -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("agency", found.event().agency());
                    row.put("type", found.event().type());
                    row.put("topic", found.topic().name());
                    row.put("partition", found.logged().partition());
                    row.put("offset", found.logged().offset());
                    row.put("time", found.event().time().toString());
                    row.put(
                            "takenAt",
                            Instant.ofEpochMilli(found.logged().takenAt()).toString());
                    return row;
                })
                .toList();
    }

    private Map<String, @Nullable Object> boundaries(Value total) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Area unit = catalogue
                .areas()
                .find(total.key().area())
                .orElseThrow(() -> new NotFoundException(
                        "the register no longer knows " + total.key().area()));
        row.put("area", unit.code());
        row.put("name", unit.fullName());
        row.put("validFrom", unit.validFrom());
        row.put("validTo", unit.validTo());
        LocalDate last = total.key().period().end().minusNanos(1).toLocalDate();
        row.put("communesAtTheEnd", unit.isInForce(last) ? catalogue.areas().communes(unit.code(), last) : 0);
        row.put(
                "madeOf",
                catalogue.areas().transfers().stream()
                        .filter(transfer ->
                                unit.validTo() == null && transfer.newCommune().equals(unit.code()))
                        .map(ExplainController::transfer)
                        .toList());
        return row;
    }

    private static Map<String, Object> transfer(Transfer transfer) {
        return Map.of("area", transfer.oldCommune(), "weight", transfer.weight(), "estimated", transfer.estimated());
    }
}
