package vn.hanoi.datahub.query.api;

import java.io.IOException;
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

/** Every error as {@code application/problem+json} (RFC 9457) with a stable {@code type}; no stack trace leaves the service. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "urn:hanoi:datahub:problem:";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequestException e) {
        return answer(HttpStatus.BAD_REQUEST, "bad-request", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NotFoundException e) {
        return answer(HttpStatus.NOT_FOUND, "not-found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(ForbiddenException e) {
        return e.isKnown()
                ? answer(HttpStatus.FORBIDDEN, "forbidden", String.valueOf(e.getMessage()))
                : answer(HttpStatus.UNAUTHORIZED, "unauthorised", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notNow(NotNowException e) {
        ResponseEntity<ProblemDetail> answer =
                answer(HttpStatus.SERVICE_UNAVAILABLE, "not-now", String.valueOf(e.getMessage()));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> kafkaAway(KafkaException e) {
        LOG.warn("Kafka does not answer a reader: {}", e.toString());
        return notNow(new NotNowException("the log cannot be read; ask again in a moment"));
    }

    /** A reader went away while it was answered: nobody is left to tell. */
    @ExceptionHandler(IOException.class)
    void gone() {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException e) {
        return answer(HttpStatus.BAD_REQUEST, "bad-request", "the query string cannot be decoded");
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
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the hub failed to answer");
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String word, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + word));
        problem.setTitle(word);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
