package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.access.Caller;

/** Accepts events, and responds once Kafka has acknowledged them. */
@RestController
@RequestMapping(
        path = "/v1/events",
        produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
@Tag(name = "events")
class EventsController {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private final BodyReader bodies;
    private final EventResponses responses;

    public EventsController(BodyReader bodies, EventResponses responses) {
        this.bodies = bodies;
        this.responses = responses;
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
    @PostMapping(consumes = BATCH)
    ResponseEntity<BatchAnswer> batch(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        List<Submission> submissions =
                bodies.read(caller, request, response, body -> EventJson.batch(body, bodies.batchEvents()));
        return responses.batch(submissions, caller, request, "http", dryRun);
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
    @PostMapping(consumes = STRUCTURED)
    ResponseEntity<?> structured(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        return responses.single(bodies.read(caller, request, response, EventJson::structured), caller, request, dryRun);
    }

    /**
     * Publishes one event whose attributes are in {@code ce-} headers. Without such headers, a JSON body is an event or
     * a list of events, because many clients send them that way.
     */
    @ApiResponse(
            responseCode = "202",
            description = "Accepted: durable in Kafka",
            content = @Content(schema = @Schema(oneOf = {Answer.class, BatchAnswer.class})))
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<?> binary(
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader HttpHeaders headers,
            @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        if (EventHeader.isIn(headers)) {
            return responses.single(
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
                ? responses.batch(read, caller, request, "http", dryRun)
                : responses.single(read.get(0), caller, request, dryRun);
    }
}
