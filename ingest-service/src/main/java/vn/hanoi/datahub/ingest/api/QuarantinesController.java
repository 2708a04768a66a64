package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.domain.agency.ActiveQuarantine;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.Remark;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Quarantines: an operator has the events of an agency, a sensor or a time range refused, and releases the quarantine
 * later.
 */
@RestController
@RequestMapping("/v1/quarantines")
@Tag(name = "quarantines")
class QuarantinesController {

    private final ActiveQuarantines quarantines;
    private final AuditedTopic<Quarantine> rights;
    private final Catalogue catalogue;
    private final InstantSource clock;

    public QuarantinesController(
            ActiveQuarantines quarantines, AuditedTopic<Quarantine> rights, Catalogue catalogue, InstantSource clock) {
        this.quarantines = quarantines;
        this.rights = rights;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * A request for a quarantine, which covers events that match everything it names.
     *
     * @param type event type; null for all
     * @param subject a subject, including all subjects that begin with it and a slash, as a sensor's do; null for all
     * @param from start of the event times, inclusive, RFC 3339; null for no lower bound
     * @param to end of the event times, exclusive, RFC 3339; null for no upper bound
     * @param why reason, reported to the agency
     */
    public record NewQuarantine(
            @Nullable String agency,
            @Nullable String type,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String why) {}

    record QuarantineList(List<ActiveQuarantine> quarantines) {}

    /** Lists the quarantines in force. */
    @Operation(
            operationId = "listQuarantines",
            summary = "List the quarantines in force for the agency; for an operator, all of them")
    @GetMapping
    QuarantineList list(@AuthenticationPrincipal Caller caller) {
        return new QuarantineList(quarantines.all().stream()
                .filter(hold ->
                        caller.ownAgency().map(own -> own.equals(hold.agency())).orElse(true))
                .sorted(Comparator.comparing(ActiveQuarantine::id))
                .toList());
    }

    /** Quarantines events from now on; events that have already been accepted stay counted. */
    @Operation(
            operationId = "quarantine",
            summary = "Quarantine the events of an agency, a sensor or a time range; operators only")
    @ApiResponse(responseCode = "201")
    @PostMapping
    ResponseEntity<ActiveQuarantine> quarantine(
            @AuthenticationPrincipal Caller caller, @RequestBody NewQuarantine wanted, HttpServletRequest request) {
        String agency = wanted.agency();
        if (agency == null || catalogue.findAgency(agency).isEmpty()) {
            throw new BadRequestException("a quarantine must name an agency in the catalogue, not '" + agency + "'");
        }
        if (wanted.type() != null && catalogue.findType(wanted.type()).isEmpty()) {
            throw new BadRequestException("there is no event type '" + wanted.type() + "'");
        }
        String why = Remark.of("why", wanted.why(), WellFormed.LONGEST_TEXT);
        if (why.isEmpty()) {
            throw new BadRequestException(
                    "why must have 1 to " + WellFormed.LONGEST_TEXT + " printable characters: the agency sees it");
        }
        ActiveQuarantine hold = new ActiveQuarantine(
                UUID.randomUUID().toString(),
                agency,
                wanted.type(),
                wanted.subject() == null
                        ? null
                        : Remark.of("subject", WellFormed.normalised(wanted.subject()), WellFormed.LONGEST_TEXT),
                time("from", wanted.from()),
                time("to", wanted.to()),
                why);
        if (hold.from() != null && hold.to() != null && !hold.from().isBefore(hold.to())) {
            throw new BadRequestException("from must be before to");
        }
        rights.put(
                hold.id(),
                record(hold, caller).build(),
                new AuditedTopic.Change(caller, "quarantined", hold.toString(), request.getRemoteAddr()));
        return ResponseEntity.status(HttpStatus.CREATED).body(hold);
    }

    /** Releases a quarantine; events that are sent from now on are admitted again. */
    @Operation(operationId = "releaseQuarantine", summary = "Release a quarantine; operators only")
    @DeleteMapping("/{id}")
    ActiveQuarantine release(
            @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        ActiveQuarantine hold = quarantines.all().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "there is no quarantine '" + id + "' in force; GET /v1/quarantines lists them"));
        rights.put(
                id,
                record(hold, caller)
                        .setReleasedBy(caller.name())
                        .setReleasedAt(clock.instant())
                        .build(),
                new AuditedTopic.Change(caller, "released", hold.toString(), request.getRemoteAddr()));
        return hold;
    }

    private Quarantine.Builder record(ActiveQuarantine hold, Caller caller) {
        return Quarantine.newBuilder()
                .setId(hold.id())
                .setAgency(hold.agency())
                .setType(hold.type())
                .setSubject(hold.subject())
                .setFrom(hold.from())
                .setTo(hold.to())
                .setWhy(hold.why())
                .setCreatedBy(caller.name())
                .setCreatedAt(clock.instant());
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        return text == null ? null : Dates.moment(name, text);
    }
}
