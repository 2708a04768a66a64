package vn.hanoi.datahub.ingest.api;

import java.net.URI;
import org.apache.kafka.common.KafkaException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.publish.EventPublisher.NotAcknowledgedException;

/** Every error as {@code application/problem+json} (RFC 9457) with a stable {@code type}; no stack trace leaves the service. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "urn:hanoi:datahub:problem:";
    private static final String RETRY_AFTER_SECONDS = "5";

    static ProblemDetail of(Answer refused) {
        String reason = String.valueOf(refused.reason());
        ProblemDetail problem = problem(status(reason), reason, String.valueOf(refused.detail()));
        problem.setProperty("id", refused.id());
        problem.setProperty("reason", reason);
        if (refused.field() != null) {
            problem.setProperty("field", refused.field());
        }
        return problem;
    }

    private static HttpStatus status(String reason) {
        for (RefusalReason each : RefusalReason.values()) {
            if (each.word().equals(reason)) {
                return switch (each) {
                    case MALFORMED -> HttpStatus.BAD_REQUEST;
                    case NOT_YOUR_TYPE, NOT_YOUR_AREA -> HttpStatus.FORBIDDEN;
                    case ID_REUSED, QUARANTINED -> HttpStatus.CONFLICT;
                    case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                    default -> HttpStatus.UNPROCESSABLE_CONTENT;
                };
            }
        }
        return HttpStatus.UNPROCESSABLE_CONTENT;
    }

    private static ProblemDetail problem(HttpStatus status, String word, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + word));
        problem.setTitle(word);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(EventParser.UnreadableException e) {
        return answer(refusal(RefusalReason.MALFORMED, e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(EventsController.TooLargeException e) {
        return answer(refusal(e.reason(), e));
    }

    private static ProblemDetail refusal(RefusalReason reason, RuntimeException e) {
        ProblemDetail problem = problem(status(reason.word()), reason.word(), String.valueOf(e.getMessage()));
        problem.setProperty("reason", reason.word());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unauthorised(ApiKeys.UnauthorisedException e) {
        if (e.isKnown()) {
            return answer(problem(HttpStatus.FORBIDDEN, "not-allowed", String.valueOf(e.getMessage())));
        }
        ProblemDetail problem = problem(HttpStatus.UNAUTHORIZED, "unauthorised", String.valueOf(e.getMessage()));
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "ApiKey header=\"" + ApiKeys.HEADER + "\"")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler({NotAcknowledgedException.class, KafkaException.class})
    ResponseEntity<ProblemDetail> notAcknowledged(RuntimeException e) {
        LOG.warn("Kafka did not acknowledge; the sender was told to come back: cause={}", String.valueOf(e.getCause()));
        ProblemDetail problem = problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "kafka-unavailable",
                "Kafka does not answer; nothing of this request is acknowledged, send it again");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException e) {
        return answer(problem(HttpStatus.BAD_REQUEST, "malformed", "the query string cannot be decoded"));
    }

    /** What Spring refuses itself gets a stable type, too: {@code http-404}, {@code http-415}. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setType(URI.create(TYPE + "http-" + status.value()));
        }
        return new ResponseEntity<>(body, headers, status);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        LOG.error("an unexpected failure; report it as a defect", e);
        return answer(problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the hub failed; the event was not taken"));
    }
}
