package vn.hanoi.datahub.query.values;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The registers values refer to: units and agencies. */
@RestController
@Tag(name = "registers")
class RegistersController {

    private final Catalogue catalogue;
    private final Shapes shapes;
    private final InstantSource clock;

    public RegistersController(Catalogue catalogue, Shapes shapes, InstantSource clock) {
        this.shapes = shapes;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** The units in force on a day; today where none is named. */
    @Operation(
            summary =
                    "Areas in force on a day; JSON, or GeoJSON (application/geo+json) with their boundaries or centres")
    @GetMapping(
            path = "/v1/areas",
            produces = {MediaType.APPLICATION_JSON_VALUE, Shapes.GEO_JSON})
    ResponseEntity<Map<String, @Nullable Object>> areas(
            @RequestParam(required = false) @Nullable String on,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        LocalDate day = on == null ? CityTime.dayOf(clock.instant()) : day(on);
        List<Area> units = catalogue.areas().list(day);
        List<Map<String, @Nullable Object>> rows =
                units.stream().map(RegistersController::area).toList();
        return accept.startsWith(Shapes.GEO_JSON)
                ? ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(Shapes.GEO_JSON))
                        .body(shapes.features(units.stream().map(Area::id).toList(), rows))
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("on", day.toString(), "areas", rows));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequestException("on is a date such as 2025-07-01, not '" + text + "'");
        }
    }

    private static Map<String, @Nullable Object> area(Area area) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("code", area.code());
        row.put("level", area.level().word());
        row.put("name", area.name());
        row.put("fullName", area.fullName());
        row.put("kind", area.kind());
        row.put("parent", area.parent());
        row.put("validFrom", area.validFrom());
        row.put("validTo", area.validTo());
        AreaFacts facts = area.facts();
        if (facts != null) {
            row.put("population", facts.population());
            row.put("squareKilometres", facts.squareKilometres());
            row.put("longitude", facts.longitude());
            row.put("latitude", facts.latitude());
        }
        return row;
    }

    /** Who reports what, and for where. */
    @Operation(summary = "Agencies and the event types they publish")
    @GetMapping("/v1/agencies")
    Map<String, Object> agencies() {
        return Map.of(
                "agencies",
                catalogue.agencies().stream().map(RegistersController::agency).toList());
    }

    private static Map<String, @Nullable Object> agency(Agency agency) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("code", agency.code());
        row.put("name", agency.name());
        row.put("types", new TreeSet<>(agency.types()));
        row.put("area", agency.area());
        return row;
    }
}
