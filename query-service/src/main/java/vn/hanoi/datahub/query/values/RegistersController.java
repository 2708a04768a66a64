package vn.hanoi.datahub.query.values;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the registers that values refer to: areas and agencies. */
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

    /** @param on day on which these units were in force */
    record AreaList(LocalDate on, List<AreaRow> areas) {}

    /**
     * An administrative unit.
     *
     * @param level {@code city}, {@code district} or {@code commune}
     * @param parent code of the unit it belongs to; null for the city
     * @param validTo last day in force; null while it is in force
     * @param facts population, area and centre; absent if unknown
     */
    record AreaRow(
            String code,
            String level,
            String name,
            String fullName,
            @Nullable String kind,
            @Nullable String parent,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            @JsonUnwrapped @Nullable AreaFacts facts) {}

    /** The same list as GeoJSON. */
    interface AreaFeatures {
        String getType();

        List<Shapes.Feature<AreaRow>> getFeatures();
    }

    record AgencyList(List<AgencyRow> agencies) {}

    /**
     * An agency.
     *
     * @param name its name on the requested day
     * @param types event types that the agency may publish
     * @param area code of the area that it reports for; null for the whole city
     * @param areaSince first day of the unit that had this code on the requested day, or last before; null for the
     *     whole city. An agency is bound to the code: it reports for whichever unit has it at an event's time
     * @param validFrom first day; null if it is not known
     * @param validTo last day; null while it exists
     * @param successors codes of the agencies that took over: one after a merger, several after a split
     * @param predecessors codes of the agencies that it succeeded, directly or not
     * @param formerNames names before the present one, oldest first
     */
    record AgencyRow(
            String code,
            Text name,
            SortedSet<String> types,
            @Nullable String area,
            @Nullable LocalDate areaSince,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            List<String> successors,
            Collection<String> predecessors,
            List<FormerNameRow> formerNames) {}

    /** @param to the last day of the name */
    record FormerNameRow(Text name, LocalDate to) {}

    /** Returns the units in force on a day; today if none is given. */
    @Operation(
            operationId = "listAreas",
            summary =
                    "Areas in force on a day; JSON, or GeoJSON (application/geo+json) with their boundaries or centres")
    @GetMapping(
            path = "/v1/areas",
            produces = {MediaType.APPLICATION_JSON_VALUE, Shapes.GEO_JSON})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = AreaList.class)),
                @Content(mediaType = Shapes.GEO_JSON, schema = @Schema(implementation = AreaFeatures.class))
            })
    ResponseEntity<?> areas(
            @RequestParam(required = false) @Nullable String on,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        LocalDate day = on == null ? CityTime.dayOf(clock.instant()) : Dates.day("on", on);
        List<Area> units = catalogue.areas().list(day);
        List<AreaRow> rows = units.stream().map(RegistersController::area).toList();
        return accept.startsWith(Shapes.GEO_JSON)
                ? ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(Shapes.GEO_JSON))
                        .body(shapes.features(units.stream().map(Area::id).toList(), rows))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new AreaList(day, rows));
    }

    private static AreaRow area(Area area) {
        return new AreaRow(
                area.code(),
                area.level().word(),
                area.name(),
                area.fullName(),
                area.kind(),
                area.parent(),
                area.validFrom(),
                area.validTo(),
                area.facts());
    }

    /**
     * Returns the agencies, the event types they report, and the areas they report for: those that exist on a day, or
     * all that ever existed.
     */
    @Operation(operationId = "listAgencies", summary = "Agencies and the event types they publish")
    @GetMapping("/v1/agencies")
    AgencyList agencies(@RequestParam(required = false) @Nullable String on) {
        LocalDate day = on == null ? null : Dates.day("on", on);
        return new AgencyList(catalogue.agencies().stream()
                .filter(agency -> day == null || agency.isInForce(day))
                .map(agency -> row(
                        agency,
                        day == null ? agency.name() : agency.name(day),
                        AskedArea.unitOf(agency, catalogue, day == null ? CityTime.dayOf(clock.instant()) : day)))
                .toList());
    }

    private AgencyRow row(Agency agency, Text name, @Nullable Area area) {
        return new AgencyRow(
                agency.code(),
                name,
                new TreeSet<>(agency.types()),
                agency.area(),
                area == null ? null : area.validFrom(),
                agency.tenure().from(),
                agency.tenure().to(),
                agency.tenure().successors(),
                catalogue.predecessors(agency.code()),
                agency.tenure().formerNames().stream()
                        .map(former -> new FormerNameRow(former.name(), former.to()))
                        .toList());
    }
}
