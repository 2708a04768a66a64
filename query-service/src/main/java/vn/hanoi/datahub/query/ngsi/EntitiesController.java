package vn.hanoi.datahub.query.ngsi;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.edge.problem.NotFoundException;

/**
 * Serves values to NGSI-LD clients, read-only (ETSI GS CIM 009, 6.4 and 6.5): by type and id, paged, normalised or
 * simplified.
 */
@RestController
@Import(Entities.class)
@Tag(name = "ngsi-ld")
class EntitiesController {

    private static final String LD_JSON = "application/ld+json";

    private final Entities entities;

    public EntitiesController(Entities entities) {
        this.entities = entities;
    }

    /** Returns entities of the requested types. */
    @Operation(operationId = "listEntities", summary = "Entities by type: KeyPerformanceIndicator, AirQualityObserved")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = NgsiEntity.class))))
    @GetMapping(
            path = "/ngsi-ld/v1/entities",
            produces = {MediaType.APPLICATION_JSON_VALUE, LD_JSON})
    ResponseEntity<List<Map<String, Object>>> entities(
            @ParameterObject EntitiesRequest request,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        EntitiesRequest.Asked asked = request.asked();
        ResponseEntity.BodyBuilder answer = answer(accept);
        // One at a time: those of the whole city, all at once, take tens of megabytes.
        Stream<Entity> found = asked.types().stream().flatMap(entities::list).filter(asked.wanted());
        long end = asked.offset() + (long) asked.limit();
        AtomicLong count = new AtomicLong();
        List<Map<String, Object>> page = found.limit(asked.count() ? Long.MAX_VALUE : end)
                .filter(entity -> count.getAndIncrement() >= asked.offset() && count.get() <= end)
                .map(entity -> entity.form(asked.attributes(), asked.isSimple(), isLinked(accept)))
                .toList();
        if (asked.count()) {
            answer.header("NGSILD-Results-Count", count.toString());
        }
        return answer.body(page);
    }

    /** Returns one entity. */
    @Operation(operationId = "getEntity", summary = "One entity")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = NgsiEntity.class)))
    @GetMapping(
            path = "/ngsi-ld/v1/entities/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, LD_JSON})
    ResponseEntity<Map<String, Object>> entity(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attrs,
            @RequestParam(required = false) @Nullable String options,
            @RequestParam(required = false) @Nullable String format,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        EntitiesRequest.Asked asked = EntitiesRequest.ofOne(attrs, options, format);
        return answer(accept)
                .body(Entities.TYPES.stream()
                        .filter(type -> id.startsWith("urn:ngsi-ld:" + type + ":"))
                        .flatMap(entities::list)
                        .filter(entity ->
                                entity.id().equals(id) && asked.wanted().test(entity))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("there is no entity '" + id + "'"
                                + (asked.attributes().isEmpty() ? "" : " with one of the attributes asked for")))
                        .form(asked.attributes(), asked.isSimple(), isLinked(accept)));
    }

    private static ResponseEntity.BodyBuilder answer(String accept) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(isLinked(accept) ? LD_JSON : MediaType.APPLICATION_JSON_VALUE));
    }

    private static boolean isLinked(String accept) {
        return accept.startsWith(LD_JSON);
    }
}
