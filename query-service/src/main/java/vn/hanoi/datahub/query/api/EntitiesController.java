package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;

/** Values for NGSI-LD clients, read only (ETSI GS CIM 009, 6.4 and 6.5): by type and id, paged, normalised or simplified. */
@RestController
@Tag(name = "ngsi-ld")
public class EntitiesController {

    private static final String LD_JSON = "application/ld+json";
    private static final int MOST = 1_000;
    private static final Set<String> SIMPLE = Set.of("keyValues", "simplified");

    private final Entities entities;

    public EntitiesController(Entities entities) {
        this.entities = entities;
    }

    /** Entities of a type. */
    @Operation(summary = "Entities of a type: KeyPerformanceIndicator or AirQualityObserved")
    @GetMapping(
            path = "/ngsi-ld/v1/entities",
            produces = {MediaType.APPLICATION_JSON_VALUE, LD_JSON})
    ResponseEntity<List<Map<String, Object>>> entities(
            @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "comma-separated") @RequestParam(required = false) @Nullable List<String> id,
            @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "keyValues: names and values alone") @RequestParam(required = false) @Nullable
                    String options,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "false") boolean count,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        if (type == null) {
            throw new BadRequestException("type is " + Entities.KPI + " or " + Entities.AIR);
        }
        if (q != null) {
            throw new BadRequestException(
                    "q is not answered here; ask by type and id, or the hub's own /v1/indicators/{id}/values");
        }
        if (limit < 0 || limit > MOST || offset < 0) {
            throw new BadRequestException("limit is 0 to " + MOST + ", offset 0 or more");
        }
        List<Entity> found = entities.list(type)
                .filter(entity -> id == null || id.contains(entity.id()))
                .toList();
        ResponseEntity.BodyBuilder answer = answer(accept);
        if (count) {
            answer.header("NGSILD-Results-Count", Integer.toString(found.size()));
        }
        return answer.body(found.stream()
                .skip(offset)
                .limit(limit)
                .map(entity -> entity.form(isSimple(options), isLinked(accept)))
                .toList());
    }

    /** One entity. */
    @Operation(summary = "One entity")
    @GetMapping(
            path = "/ngsi-ld/v1/entities/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, LD_JSON})
    ResponseEntity<Map<String, Object>> entity(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String options,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        String[] parts = id.split(":");
        return answer(accept)
                .body((parts.length < 3 ? java.util.stream.Stream.<Entity>empty() : entities.list(parts[2]))
                        .filter(entity -> entity.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundException("there is no entity '" + id + "'"))
                        .form(isSimple(options), isLinked(accept)));
    }

    private static ResponseEntity.BodyBuilder answer(String accept) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(isLinked(accept) ? LD_JSON : MediaType.APPLICATION_JSON_VALUE));
    }

    private static boolean isLinked(String accept) {
        return accept.startsWith(LD_JSON);
    }

    private static boolean isSimple(@Nullable String options) {
        return options != null && SIMPLE.contains(options);
    }
}
