package vn.hanoi.datahub.query.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.SpanQuery;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.form.ValuesRequest;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves values by area and period, as of now or as published at any moment. */
@RestController
@Tag(name = "indicators")
class ValuesController {

    private static final int PAGE = 10_000;
    private static final String PATH = "/v1/indicators/{id}/values";

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final ValueRows rows;
    private final InstantSource clock;
    private final CurrentBoundaries boundaries;
    private final ComposedValues composed;
    private final Shapes shapes;
    private final PublicUrl url;

    public ValuesController(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            ValueRows rows,
            Shapes shapes,
            PublicUrl url,
            CurrentBoundaries boundaries,
            InstantSource clock) {
        this.url = url;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.rows = rows;
        this.shapes = shapes;
        this.clock = clock;
        this.boundaries = boundaries;
        this.composed = new ComposedValues(published, catalogue, boundaries);
    }

    /**
     * One page of an answer.
     *
     * @param at moment for which the values are evaluated: that of asOf, or now
     * @param next address of the next page; null on the last one
     */
    private record Page(
            IndicatorDefinition definition,
            List<Row> rows,
            Instant at,
            @Nullable String next) {}

    /**
     * A row of an answer.
     *
     * @param kind the kind of its period
     */
    record Row(ValueKey key, String kind, ValueRow value) {}

    private Page page(String id, ValuesRequest request, HttpServletRequest asked) {
        Instant now = clock.instant();
        IndicatorDefinition inForce = ValuesQuery.definition(definitions, id, request.definitionVersion());
        Instant asOf = request.asOf() == null ? null : ValuesQuery.asOf(request.asOf(), now);
        IndicatorDefinition definition = asOf == null ? inForce : definitions.inForceAt(inForce, asOf);
        Instant at = asOf == null ? now : asOf;
        Optional<SpanQuery> spans = SpanQuery.of(catalogue, definition, request.checked(), CityTime.dayOf(at));
        ValuesQuery query = ValuesQuery.of(catalogue, definition, request, asOf, spans.isPresent());
        List<Row> found = spans.map(some -> spanned(query, some, request.first(), at))
                .orElseGet(() -> published(query, request.first(), at));
        return new Page(
                definition,
                found.stream().limit(PAGE).toList(),
                at,
                found.size() <= PAGE ? null : next(request.first(), asked));
    }

    private List<Row> published(ValuesQuery query, int first, Instant at) {
        return query.page(published, catalogue, boundaries, first, PAGE + 1).stream()
                .map(value -> new Row(
                        value.key(), value.key().period().granularity().word(), rows.of(query.definition(), value, at)))
                .toList();
    }

    private List<Row> spanned(ValuesQuery query, SpanQuery spans, int first, Instant at) {
        return composed.of(query, spans).stream()
                .skip(first)
                .limit(PAGE + 1)
                .map(value -> new Row(
                        value.value().key(), value.span().kind().word(), rows.of(query.definition(), value, at)))
                .toList();
    }

    private String next(int offset, HttpServletRequest asked) {
        return UriComponentsBuilder.fromUriString(url.of(asked))
                .replaceQuery(asked.getQueryString())
                .replaceQueryParam("offset", offset + PAGE)
                .build()
                .toUriString();
    }

    /**
     * One page of values, ordered by area, member and time.
     *
     * @param asOf the requested moment; absent if none was requested
     * @param next address of the next page; null on the last one
     */
    record ValueList(
            String indicator,
            String unit,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant asOf,

            List<ValueRow> values,
            @Nullable String next) {}

    /** The same page as GeoJSON. */
    interface ValueFeatures {
        String getType();

        List<Shapes.Feature<ValueRow>> getFeatures();
    }

    /**
     * Returns values by area and period. As GeoJSON, each value is a feature with the boundary or centre of its area.
     */
    @Operation(
            operationId = "listValues",
            summary =
                    "Values by area, period and part, as of now or any moment; JSON, CSV (text/csv) or GeoJSON (application/geo+json)")
    @GetMapping(
            path = PATH,
            produces = {MediaType.APPLICATION_JSON_VALUE, Shapes.GEO_JSON})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ValueList.class)),
                @Content(mediaType = Shapes.GEO_JSON, schema = @Schema(implementation = ValueFeatures.class))
            })
    ResponseEntity<?> values(
            @PathVariable String id,
            @ParameterObject ValuesRequest request,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
            @Parameter(hidden = true) HttpServletRequest asked) {
        Page page = page(id, request, asked);
        if (accept.startsWith(Shapes.GEO_JSON)) {
            return answer(page, Shapes.GEO_JSON)
                    .body(shapes.features(
                            page.rows().stream().map(row -> row.key().area()).toList(), values(page)));
        }
        ValueList answer = new ValueList(
                page.definition().id(),
                page.definition().unit(),
                request.asOf() == null ? null : page.at(),
                values(page),
                page.next());
        return answer(page, MediaType.APPLICATION_JSON_VALUE).body(answer);
    }

    private static List<ValueRow> values(Page page) {
        return page.rows().stream().map(Row::value).toList();
    }

    /**
     * Returns the same values as a table.
     *
     * @param bom whether it begins with a byte order mark; only the first page does
     */
    @Operation(hidden = true)
    @GetMapping(path = PATH, produces = "text/csv")
    ResponseEntity<String> csv(
            @PathVariable String id,
            @ParameterObject ValuesRequest request,
            @RequestParam(defaultValue = "false") boolean bom,
            @Parameter(hidden = true) HttpServletRequest asked) {
        Page page = page(id, request, asked);
        return answer(page, "text/csv;charset=UTF-8")
                .body(ValuesTable.of(page.definition(), page.rows(), bom && request.first() == 0));
    }

    private static ResponseEntity.BodyBuilder answer(Page page, String type) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.parseMediaType(type));
        if (page.next() != null) {
            answer.header("Link", "<" + page.next() + ">; rel=\"next\"");
        }
        return answer;
    }
}
