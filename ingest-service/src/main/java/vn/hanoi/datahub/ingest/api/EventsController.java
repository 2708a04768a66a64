package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.DryRunClient;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.ingest.publish.Intake.Batch;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;
import vn.hanoi.datahub.schemas.access.Caller;

/** Accepts events, and responds once Kafka has acknowledged them. */
@RestController
@Tag(name = "events")
class EventsController {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private final Intake intake;
    private final AuditLog audit;
    private final BodyReader bodies;
    private final DryRunClient dryRuns;

    public EventsController(Intake intake, AuditLog audit, BodyReader bodies, DryRunClient dryRuns) {
        this.intake = intake;
        this.audit = audit;
        this.bodies = bodies;
        this.dryRuns = dryRuns;
    }

    /** Publishes a batch of events; each is admitted or refused on its own. */
    @Operation(operationId = "publishEvent")
    @ApiResponse(
            responseCode = "202",
            description = "All accepted: durable in Kafka",
            content = @Content(schema = @Schema(oneOf = {Answer.class, BatchAnswer.class})))
    @ApiResponse(responseCode = "207", description = "Some refused")
    @ApiResponse(responseCode = "422", description = "All refused")
    @ApiResponse(responseCode = "503", description = "Kafka does not respond; nothing is acknowledged")
    @PostMapping(
            path = "/v1/events",
            consumes = BATCH,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<BatchAnswer> batch(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "publish nothing; report what would be refused and which values would change")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun)
            throws IOException {
        List<Submission> submissions =
                bodies.read(caller, request, response, body -> EventJson.batch(body, bodies.batchEvents()));
        return taken(submissions, caller, request, "http", dryRun);
    }

    /** Publishes events, or tries them on a dry run, and returns the result for each. */
    ResponseEntity<BatchAnswer> taken(
            List<Submission> submissions, Caller caller, HttpServletRequest request, String channel, boolean dryRun) {
        Batch batch = dryRun
                ? new Batch("", intake.tryOut(submissions, caller.publisher()))
                : intake.take(submissions, caller.publisher(), channel);
        List<Answer> answers = answers(batch.taken(), caller, request);
        int accepted = (int) answers.stream().filter(Answer::isAccepted).count();
        int refused = answers.size() - accepted;
        HttpStatus status = refused == 0
                ? HttpStatus.ACCEPTED
                : accepted == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.MULTI_STATUS;
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new BatchAnswer(
                        accepted,
                        refused,
                        dryRun ? null : batch.receipt(),
                        answers,
                        dryRun ? effect(batch.taken()) : null));
    }

    /** Publishes one event whose attributes are in the body. */
    @Operation(
            operationId = "publishEvent",
            summary = "Publish CloudEvents: one structured, one binary (attributes in ce- headers), or a batch",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = STRUCTURED, schema = @Schema(implementation = CloudEvent.class)),
                                @Content(
                                        mediaType = BATCH,
                                        array = @ArraySchema(schema = @Schema(implementation = CloudEvent.class))),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema =
                                                @Schema(
                                                        type = "object",
                                                        description =
                                                                "the event's data if its attributes are in headers"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted: durable in Kafka",
            content = @Content(schema = @Schema(oneOf = {Answer.class, BatchAnswer.class})))
    @ApiResponse(responseCode = "422", description = "Refused, with the reason")
    @PostMapping(
            path = "/v1/events",
            consumes = STRUCTURED,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> structured(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "publish nothing; report what would be refused and which values would change")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun)
            throws IOException {
        return single(bodies.read(caller, request, response, EventJson::structured), caller, request, dryRun);
    }

    /**
     * Publishes one event whose attributes are in {@code ce-} headers. Without such headers, a JSON body is an event or
     * a list of events, because many clients send them that way.
     */
    @ApiResponse(
            responseCode = "202",
            description = "Accepted: durable in Kafka",
            content = @Content(schema = @Schema(oneOf = {Answer.class, BatchAnswer.class})))
    @PostMapping(
            path = "/v1/events",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE},
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> binary(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader HttpHeaders headers,
            @Parameter(description = "publish nothing; report what would be refused and which values would change")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun)
            throws IOException {
        if (EventHeader.isIn(headers)) {
            return single(
                    bodies.read(caller, request, response, body -> EventHeader.binary(headers, body)),
                    caller,
                    request,
                    dryRun);
        }
        AtomicBoolean isBatch = new AtomicBoolean();
        List<Submission> read = bodies.read(caller, request, response, body -> {
            isBatch.set(EventJson.isList(body));
            return isBatch.get() ? EventJson.batch(body, bodies.batchEvents()) : List.of(EventJson.structured(body));
        });
        return isBatch.get()
                ? taken(read, caller, request, "http", dryRun)
                : single(read.get(0), caller, request, dryRun);
    }

    private ResponseEntity<?> single(Submission submission, Caller caller, HttpServletRequest request, boolean dryRun) {
        Taken taken = dryRun
                ? intake.tryOut(List.of(submission), caller.publisher()).get(0)
                : intake.take(submission, caller.publisher());
        Answer answer = answers(List.of(taken), caller, request).get(0);
        return taken.admission() instanceof Refused refused
                ? Problems.of(submission.id(), refused)
                : ResponseEntity.status(HttpStatus.ACCEPTED)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(dryRun ? answer.with(effect(List.of(taken))) : answer.withoutIndex());
    }

    private Effect effect(List<Taken> tried) {
        return dryRuns.of(tried.stream()
                .map(Taken::admission)
                .filter(Admitted.class::isInstance)
                .map(Admitted.class::cast)
                .toList());
    }

    private List<Answer> answers(List<Taken> taken, Caller caller, HttpServletRequest request) {
        List<Answer> answers = new ArrayList<>(taken.size());
        for (Taken each : taken) {
            answers.add(Answer.of(answers.size(), each));
            if (each.admission() instanceof Refused refused && refused.reason().isOfRights()) {
                audit.refused(caller, request, refused.reason().word() + ": " + refused.detail());
            }
        }
        return answers;
    }
}
