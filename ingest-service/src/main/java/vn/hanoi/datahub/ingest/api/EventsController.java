package vn.hanoi.datahub.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.DeadLetterPublisher;
import vn.hanoi.datahub.ingest.publish.EventPublisher;

/** Takes events in and answers when Kafka holds them. */
@RestController
@Tag(name = "events")
public class EventsController {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private final ApiKeys keys;
    private final Door door;
    private final EventPublisher publisher;
    private final DeadLetterPublisher deadLetters;
    private final AdmissionMetrics metrics;
    private final InstantSource clock;
    private final Limits limits;

    /**
     * How much one request may carry.
     *
     * @param bodyBytes largest body
     * @param batchEvents most events in a batch
     */
    public record Limits(long bodyBytes, int batchEvents) {}

    public EventsController(
            ApiKeys keys,
            Door door,
            EventPublisher publisher,
            DeadLetterPublisher deadLetters,
            AdmissionMetrics metrics,
            InstantSource clock,
            Limits limits) {
        this.keys = keys;
        this.door = door;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
        this.limits = limits;
    }

    /** Many events; each is admitted or refused on its own. */
    @Operation(summary = "Publish a batch of CloudEvents")
    @ApiResponse(responseCode = "202", description = "All accepted")
    @ApiResponse(responseCode = "207", description = "Some refused")
    @ApiResponse(responseCode = "422", description = "All refused")
    @ApiResponse(responseCode = "503", description = "Kafka does not answer; nothing acknowledged")
    @PostMapping(
            path = "/v1/events",
            consumes = BATCH,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<BatchAnswer> batch(HttpServletRequest request, @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        Agency agency = keys.agency(request);
        List<Submission> submissions = EventParser.batch(body(request));
        if (submissions.size() > limits.batchEvents()) {
            throw new TooLargeException(
                    "a batch has at most " + limits.batchEvents() + " events, this one has " + submissions.size());
        }
        List<Answer> answers = take(submissions, agency, dryRun);
        int accepted = (int) answers.stream().filter(Answer::isAccepted).count();
        int refused = answers.size() - accepted;
        HttpStatus status = refused == 0
                ? HttpStatus.ACCEPTED
                : accepted == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.MULTI_STATUS;
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new BatchAnswer(accepted, refused, answers));
    }

    /** One event, attributes in the body. */
    @Operation(summary = "Publish one CloudEvent, structured or binary")
    @ApiResponse(responseCode = "202", description = "Accepted: durable in Kafka")
    @ApiResponse(responseCode = "422", description = "Refused, with the reason")
    @PostMapping(
            path = "/v1/events",
            consumes = STRUCTURED,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> structured(HttpServletRequest request, @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        Agency agency = keys.agency(request);
        return single(EventParser.structured(body(request)), agency, dryRun);
    }

    /** One event, attributes in {@code ce-} headers. */
    @PostMapping(
            path = "/v1/events",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE},
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
    ResponseEntity<?> binary(
            HttpServletRequest request,
            @RequestHeader HttpHeaders headers,
            @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        Agency agency = keys.agency(request);
        return single(EventParser.binary(headers, body(request)), agency, dryRun);
    }

    private ResponseEntity<?> single(Submission submission, Agency agency, boolean dryRun) {
        Answer answer = take(List.of(submission), agency, dryRun).get(0);
        if (answer.isAccepted()) {
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(answer.withoutIndex());
        }
        ProblemDetail problem = Problems.of(answer);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private List<Answer> take(List<Submission> submissions, Agency agency, boolean dryRun) {
        Instant now = clock.instant();
        List<Admission> admissions = new ArrayList<>(submissions.size());
        List<Admitted> admitted = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            Admission admission = door.admit(submission, agency, now);
            admissions.add(admission);
            if (admission instanceof Admitted event) {
                admitted.add(event);
            }
        }
        List<RecordMetadata> places = dryRun ? List.of() : publisher.publish(admitted);
        List<Answer> answers = new ArrayList<>(submissions.size());
        int next = 0;
        for (int i = 0; i < admissions.size(); i++) {
            String id = submissions.get(i).id();
            if (admissions.get(i) instanceof Refused refused) {
                answers.add(Answer.refused(i, id, refused));
                if (!dryRun) {
                    deadLetters.publish(submissions.get(i), refused, agency.code(), now);
                    metrics.refused(refused.reason());
                }
            } else {
                answers.add(dryRun ? Answer.wouldBeAccepted(i, id) : Answer.accepted(i, id, places.get(next++)));
            }
        }
        metrics.admitted(places.size());
        return answers;
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > limits.bodyBytes()) {
            throw new TooLargeException("a body has at most " + limits.bodyBytes() + " bytes");
        }
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes((int) limits.bodyBytes() + 1);
            if (body.length > limits.bodyBytes()) {
                throw new TooLargeException("a body has at most " + limits.bodyBytes() + " bytes");
            }
            return body;
        }
    }

    /** More than one request may carry. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }

        RefusalReason reason() {
            return RefusalReason.TOO_LARGE;
        }
    }
}
