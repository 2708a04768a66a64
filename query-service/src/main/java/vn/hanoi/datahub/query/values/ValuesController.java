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
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.form.ValuesRequest;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
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
    private final Shapes shapes;
    private final PublicUrl url;

    public ValuesController(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            ValueRows rows,
            Shapes shapes,
            PublicUrl url,
            InstantSource clock) {
        this.url = url;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.rows = rows;
        this.shapes = shapes;
        this.clock = clock;
        this.boundaries = new CurrentBoundaries(catalogue.areas());
    }

    /**
     * One page of an answer.
     *
     * @param at moment for which the values are evaluated: that of asOf, or now
     * @param next address of the next page; null on the last one
     */
    private record Page(
            IndicatorDefinition definition,
            List<Value> values,
            Instant at,
            @Nullable String next) {}

    private Page page(String id, ValuesRequest request, HttpServletRequest asked) {
        Instant now = clock.instant();
        IndicatorDefinition inForce = ValuesQuery.definition(definitions, id, request.definitionVersion());
        Instant asOf = request.asOf() == null ? null : ValuesQuery.asOf(request.asOf(), now);
        ValuesQuery query = ValuesQuery.of(
                catalogue, asOf == null ? inForce : definitions.inForceAt(inForce, asOf), request.checked(), asOf);
        List<Value> found = query.page(published, catalogue, boundaries, request.first(), PAGE + 1);
        return new Page(
                query.definition(),
                found.stream().limit(PAGE).toList(),
                asOf == null ? now : asOf,
                found.size() <= PAGE ? null : next(request.first(), asked));
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
                            page.values().stream()
                                    .map(value -> value.key().area())
                                    .toList(),
                            rows(page)));
        }
        ValueList answer = new ValueList(
                page.definition().id(),
                page.definition().unit(),
                request.asOf() == null ? null : page.at(),
                rows(page),
                page.next());
        return answer(page, MediaType.APPLICATION_JSON_VALUE).body(answer);
    }

    private List<ValueRow> rows(Page page) {
        return page.values().stream()
                .map(value -> rows.of(page.definition(), value, page.at()))
                .toList();
    }

    /** Returns the same values as a table. */
    @Operation(hidden = true)
    @GetMapping(path = PATH, produces = "text/csv")
    ResponseEntity<String> csv(
            @PathVariable String id,
            @ParameterObject ValuesRequest request,
            @Parameter(hidden = true) HttpServletRequest asked) {
        Page page = page(id, request, asked);
        return answer(page, "text/csv;charset=UTF-8")
                .body(ValuesTable.of(page.definition(), page.values(), rows(page)));
    }

    private static ResponseEntity.BodyBuilder answer(Page page, String type) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.parseMediaType(type));
        if (page.next() != null) {
            answer.header("Link", "<" + page.next() + ">; rel=\"next\"");
        }
        return answer;
    }
}
