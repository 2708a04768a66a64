package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.ingest.publish.Redrive;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Re-drives rejected events, once the cause of the rejection has been fixed. */
@RestController
@Tag(name = "quarantines")
class RedrivesController {

    private static final int MOST = 1_000;

    private final Semaphore turn = new Semaphore(1);
    private final Redrive redrive;
    private final Catalogue catalogue;
    private final AuditLog audit;
    private final InstantSource clock;

    public RedrivesController(Redrive redrive, Catalogue catalogue, AuditLog audit, InstantSource clock) {
        this.redrive = redrive;
        this.catalogue = catalogue;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The rejected events to re-drive.
     *
     * @param reason one of the list of refusal reasons; null for all except reused ids, which would only be rejected
     *     again
     * @param agency null for all
     * @param type event type; null for all
     * @param since rejected after this moment: {@code next} of the previous response; null for all
     * @param until rejected before this moment: {@code until} of the previous response, so that events that are
     *     rejected again are not re-driven endlessly; null for now
     */
    public record WantedRedrive(
            @Nullable String reason,
            @Nullable String agency,
            @Nullable String type,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /**
     * @param found number of rejected events that match, at most 1,000
     * @param redriven how many of them were written to the log again
     * @param gone how many the log no longer holds
     * @param until end of the time range, exclusive
     * @param next {@code since} of the request for the remaining ones; null if nothing was found
     */
    record RedriveResult(
            int found,
            int redriven,
            int gone,
            Instant until,
            @Nullable Instant next) {}

    /**
     * Writes up to 1,000 rejected events to the log again, unchanged and oldest first. The remaining ones were rejected
     * between {@code next} and {@code until}. An event that has been applied in the meantime ends as a duplicate.
     */
    @Operation(
            operationId = "redrive",
            summary = "Re-drive events that the processor rejected: write them to the log again; operators only")
    @PostMapping("/v1/redrives")
    RedriveResult redrive(
            @AuthenticationPrincipal Caller caller,
            @RequestBody WantedRedrive wanted,
            @Parameter(description = "only count them") @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request)
            throws InterruptedException {
        if (wanted.reason() != null && RefusalReason.find(wanted.reason()).isEmpty()) {
            throw new BadRequestException(RefusalReason.unknown(wanted.reason()));
        }
        if (wanted.agency() != null && catalogue.findAgency(wanted.agency()).isEmpty()) {
            throw new BadRequestException("there is no agency '" + wanted.agency() + "'");
        }
        if (wanted.type() != null && catalogue.findType(wanted.type()).isEmpty()) {
            throw new BadRequestException("there is no event type '" + wanted.type() + "'");
        }
        if (!turn.tryAcquire()) {
            throw new ServiceUnavailableException("another re-drive is in progress; try again when it has finished");
        }
        try {
            return done(caller, wanted, dryRun, request);
        } finally {
            turn.release();
        }
    }

    private RedriveResult done(Caller caller, WantedRedrive wanted, boolean dryRun, HttpServletRequest request)
            throws InterruptedException {
        Instant since = wanted.since() == null ? Instant.EPOCH : wanted.since();
        Instant until = wanted.until() == null ? clock.instant() : wanted.until();
        List<DeadLetter> letters = redrive.find(
                new Redrive.LetterFilter(wanted.reason(), wanted.agency(), wanted.type(), since, until), MOST);
        int gone = 0;
        if (!dryRun && !letters.isEmpty()) {
            audit.changed(caller, "redriven", "dead letters", wanted.toString(), request.getRemoteAddr());
            gone = redrive.drive(letters, done -> {}).size();
        }
        return new RedriveResult(
                letters.size(),
                dryRun ? 0 : letters.size() - gone,
                gone,
                until,
                letters.isEmpty() ? null : letters.get(letters.size() - 1).getRecordedAt());
    }
}
