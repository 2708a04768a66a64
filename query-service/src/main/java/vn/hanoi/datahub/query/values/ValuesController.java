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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValuesRequest;
import vn.hanoi.datahub.query.values.ValuePages.Page;

/** Serves values by area and period, as of now or as published at any moment. */
@RestController
@Tag(name = "indicators")
class ValuesController {

    private static final String PATH = "/v1/indicators/{id}/values";

    private final ValuePages pages;
    private final Shapes shapes;
    private final PublicUrl url;
    private final InstantSource clock;

    public ValuesController(ValuePages pages, Shapes shapes, PublicUrl url, InstantSource clock) {
        this.pages = pages;
        this.shapes = shapes;
        this.url = url;
        this.clock = clock;
    }

    /** Returns the address of the next page; null on the last one. */
    private @Nullable String next(Page page, ValuesRequest request, HttpServletRequest asked) {
        return page.isLast() ? null : next(request.first(), asked);
    }

    private String next(int offset, HttpServletRequest asked) {
        return UriComponentsBuilder.fromUriString(url.of(asked))
                .replaceQuery(asked.getQueryString())
                .replaceQueryParam("offset", offset + ValuePages.SIZE)
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
        Page page = pages.of(id, request, clock.instant());
        String next = next(page, request, asked);
        if (accept.startsWith(Shapes.GEO_JSON)) {
            return answer(next, Shapes.GEO_JSON)
                    .body(shapes.features(
                            page.rows().stream().map(row -> row.key().area()).toList(), values(page)));
        }
        ValueList answer = new ValueList(
                page.definition().id(),
                page.definition().unit(),
                request.asOf() == null ? null : page.at(),
                values(page),
                next);
        return answer(next, MediaType.APPLICATION_JSON_VALUE).body(answer);
    }

    private static List<ValueRow> values(Page page) {
        return page.rows().stream().map(ValuePages.Row::value).toList();
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
        Page page = pages.of(id, request, clock.instant());
        String next = next(page, request, asked);
        return answer(next, "text/csv;charset=UTF-8")
                .body(ValuesTable.of(page.definition(), page.rows(), bom && request.first() == 0));
    }

    private static ResponseEntity.BodyBuilder answer(@Nullable String next, String type) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.parseMediaType(type));
        if (next != null) {
            answer.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer;
    }
}
