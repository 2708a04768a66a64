package vn.hanoi.datahub.query.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NeedsKeyException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Explains a value: its formula, the contribution of each agency, the newest events behind it, and the boundaries it is
 * based on.
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

    /**
     * Explanation of a value.
     *
     * @param basis the legal act or standard behind the definition, in English
     * @param basisVi the same in Vietnamese
     * @param contributions parts of the total by reporting agency
     * @param parts communes that make up the total, largest first; empty if the indicator has no values by commune
     * @param members parts by the definition's first dimension, largest first, at most a hundred
     * @param latestEvents the newest events that count towards the value, at most twenty
     */
    record Explanation(
            String indicator,
            Text name,
            String unit,
            Text formula,
            String basis,
            String basisVi,
            String fold,
            int definitionVersion,
            ValueRow value,
            List<AgencyPart> contributions,
            List<AreaPart> parts,
            List<MemberPart> members,
            List<EventPlace> latestEvents,
            Boundaries boundaries) {}

    /** The numbers of one revision of a value. */
    record Numbers(
            @Nullable Double value,
            @Nullable BigDecimal numerator,
            @Nullable BigDecimal denominator,
            long events,
            long revision,
            Instant recordedAt) {

        private static Numbers of(Value value) {
            return new Numbers(
                    value.value(),
                    value.numerator(),
                    value.denominator(),
                    value.events(),
                    value.revision(),
                    value.recordedAt());
        }
    }

    record AgencyPart(
            String agency,
            @Nullable Text agencyName,
            @JsonUnwrapped Numbers numbers) {}

    record AreaPart(
            String area, LocalDate areaSince, @JsonUnwrapped Numbers numbers) {}

    record MemberPart(
            String dimension, String member, @JsonUnwrapped Numbers numbers) {}

    /**
     * Position of an event in the log.
     *
     * @param time event time
     * @param takenAt when it was accepted
     */
    record EventPlace(
            String agency, String type, String topic, int partition, long offset, Instant time, Instant takenAt) {}

    /**
     * The boundaries that a value is based on.
     *
     * @param communesAtTheEnd number of communes in the area on the last day of the period
     * @param madeOf former communes, or parts of them, that became this commune
     */
    record Boundaries(
            String area,
            String name,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            int communesAtTheEnd,
            List<FormerPart> madeOf) {}

    /**
     * @param weight share of the former commune, 0 to 1
     * @param estimated whether the former commune was divided, so that the share is an estimate
     */
    record FormerPart(String area, double weight, boolean estimated) {}

    /** The published revisions of one value, newest first. */
    record RevisionList(String indicator, String area, LocalDate areaSince, String period, List<Numbers> revisions) {}

    /** Returns one value, traced to the agencies and events behind it. */
    @Operation(operationId = "explainValue", summary = "Formula, contributions by agency, newest events, boundaries")
    @GetMapping("/v1/indicators/{id}/explain")
    Explanation explain(
            @PathVariable String id,
            @RequestParam(defaultValue = AreaRegister.CITY) String area,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Integer definitionVersion) {
        IndicatorDefinition definition = whole(id, definitionVersion);
        Value total = total(definition, AskedArea.of(catalogue, area), period);
        return new Explanation(
                definition.id(),
                definition.name(),
                definition.unit(),
                definition.meaning().formula(),
                definition.meaning().basis().en(),
                definition.meaning().basis().vi(),
                definition.fold().word(),
                definition.version(),
                rows.of(definition, total),
                contributions(definition, total),
                definition.levels().contains(AreaLevel.COMMUNE) ? communes(definition, total) : List.of(),
                members(definition, total),
                latestEvents(definition, total),
                boundaries(total));
    }

    /**
     * Returns the published revisions of one value, newest first. Of older minutes with more than three revisions, only
     * the last one is kept.
     */
    @Operation(operationId = "listRevisions", summary = "The published revisions of one value, newest first")
    @GetMapping("/v1/indicators/{id}/revisions")
    RevisionList revisions(
            @PathVariable String id,
            @RequestParam(defaultValue = AreaRegister.CITY) String area,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Integer definitionVersion) {
        IndicatorDefinition definition = whole(id, definitionVersion);
        Value total = total(definition, AskedArea.of(catalogue, area), period);
        return new RevisionList(
                definition.id(),
                total.key().area().code(),
                total.key().area().since(),
                total.key().period().text(),
                values
                        .revisions(
                                ValueFilter.totals(
                                                definition, total.key().period().granularity())
                                        .in(total.key().area().code())
                                        .within(total.key().area()::equals)
                                        .at(total.key().period()),
                                MOST_REVISIONS)
                        .stream()
                        .map(Numbers::of)
                        .toList());
    }

    /** Returns a definition of which the caller may see every number. */
    private IndicatorDefinition whole(String id, @Nullable Integer definitionVersion) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id, definitionVersion);
        if (!values.areWhole(definition)) {
            throw new NeedsKeyException(
                    "what counts for " + id + " is told to callers with a key; its open data are at /open-data");
        }
        return definition;
    }

    /** Returns the total of a unit; in the latest period if none is named. */
    private Value total(IndicatorDefinition definition, AskedArea area, @Nullable String named) {
        Period period = named == null ? latest(definition, area) : period(definition, named);
        AreaId unit = area.unit(catalogue, period).id();
        return at(definition, "", unit.code(), period)
                .filter(value -> value.key().area().equals(unit))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("nothing counts for " + definition.id() + " in " + unit
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

    /** Returns the parts of the total by reporting agency. */
    private List<AgencyPart> contributions(IndicatorDefinition definition, Value total) {
        return at(
                        definition,
                        Slice.AGENCY,
                        total.key().area().code(),
                        total.key().period())
                .filter(value -> value.key().area().equals(total.key().area()))
                .map(value -> new AgencyPart(
                        value.key().member(),
                        catalogue
                                .findAgency(value.key().member())
                                .map(Agency::name)
                                .orElse(null),
                        Numbers.of(value)))
                .toList();
    }

    /** Returns the parts by the definition's first dimension (for example station, link or sector), largest first. */
    private List<MemberPart> members(IndicatorDefinition definition, Value total) {
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
                .map(value -> new MemberPart(dimension, value.key().member(), Numbers.of(value)))
                .toList();
    }

    /** Returns the communes that make up the total, those with the most events first. */
    private List<AreaPart> communes(IndicatorDefinition definition, Value total) {
        return values.list(
                        ValueFilter.totals(definition, total.key().period().granularity())
                                .at(total.key().period()),
                        ValuesQuery.MOST)
                .filter(value -> value.events() > 0
                        && !value.key().area().equals(total.key().area())
                        && isCommuneIn(value, total))
                .sorted(Comparator.comparingLong(Value::events).reversed())
                .map(value -> new AreaPart(
                        value.key().area().code(), value.key().area().since(), Numbers.of(value)))
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

    /**
     * Returns the log positions of the newest events that count towards the value, most recently accepted first, as far
     * back as the search reaches.
     */
    private List<EventPlace> latestEvents(IndicatorDefinition definition, Value total) {
        return events.newest(definition, total.key(), NEWEST).stream()
                .map(found -> new EventPlace(
                        found.event().agency(),
                        found.event().type(),
                        found.topic().name(),
                        found.logged().partition(),
                        found.logged().offset(),
                        found.event().time(),
                        Instant.ofEpochMilli(found.logged().takenAt())))
                .toList();
    }

    private Boundaries boundaries(Value total) {
        Area unit = catalogue
                .areas()
                .find(total.key().area())
                .orElseThrow(() -> new NotFoundException(
                        "the register no longer knows " + total.key().area()));
        LocalDate last = total.key().period().end().minusNanos(1).toLocalDate();
        return new Boundaries(
                unit.code(),
                unit.fullName(),
                unit.validFrom(),
                unit.validTo(),
                unit.isInForce(last) ? catalogue.areas().communes(unit.code(), last) : 0,
                catalogue.areas().transfers().stream()
                        .filter(transfer ->
                                unit.validTo() == null && transfer.newCommune().equals(unit.code()))
                        .map(transfer -> new FormerPart(transfer.oldCommune(), transfer.weight(), transfer.estimated()))
                        .toList());
    }
}
