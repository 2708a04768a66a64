package vn.hanoi.datahub.edge.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.core.Authentication;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.schemas.access.Caller;

/** Responses to the errors that all services share; no stack trace leaves a service. */
public abstract class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final AuditLog audit;
    private final String failed;

    /** @param failed detail of the response when the service itself fails */
    protected ProblemAdvice(AuditLog audit, String failed) {
        this.audit = audit;
        this.failed = failed;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequestException e) {
        return Problem.of(HttpStatus.BAD_REQUEST, "bad-request", text(e)).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(ConflictException e) {
        return Problem.of(HttpStatus.CONFLICT, "conflict", text(e)).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NotFoundException e) {
        return Problem.of(HttpStatus.NOT_FOUND, "not-found", text(e)).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(ForbiddenException e, HttpServletRequest request) {
        Caller caller =
                request.getUserPrincipal() instanceof Authentication who && who.getPrincipal() instanceof Caller known
                        ? known
                        : null;
        audit.refused(caller, request, text(e));
        return Problem.of(HttpStatus.FORBIDDEN, "forbidden", text(e)).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> needsKey(NeedsKeyException e) {
        return Problem.of(HttpStatus.UNAUTHORIZED, "unauthorised", text(e)).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notNow(ServiceUnavailableException e) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-now", text(e)).answer("2");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> kafkaAway(KafkaException e) {
        LOG.warn("Kafka does not answer; the caller was told to come back: {}", e.toString());
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "kafka-unavailable",
                        "Kafka does not answer; nothing of this request is acknowledged, send it again")
                .answer(RETRY_AFTER_SECONDS);
    }

    /**
     * Answers a request that broke off, or whose caller disconnected before the response. Usually no one is left to
     * read the answer, but it must not look like success.
     */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> brokenOff(IOException e, HttpServletResponse response) {
        return response.isCommitted()
                ? null
                : Problem.of(HttpStatus.BAD_REQUEST, "broken-off", "the request broke off; nothing of it was taken")
                        .answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException e) {
        return Problem.of(HttpStatus.BAD_REQUEST, "bad-request", "the query string cannot be decoded")
                .answer();
    }

    /**
     * Gives a stable type to errors that Spring itself reports: {@code http-404}, {@code http-415}. The media type is
     * set here, because Spring drops the body of an error when it cannot read the caller's header {@code Accept}.
     */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders complete = HttpHeaders.copyOf(headers);
        if (body instanceof ProblemDetail problem) {
            problem.setType(Problem.type("http-" + status.value()));
            if (status.value() == HttpStatus.NOT_FOUND.value()) {
                problem.setDetail("there is nothing at this address; /openapi.json lists all addresses");
            }
            complete.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        return new ResponseEntity<>(body, complete, status);
    }

    /** Answers with a problem even when the caller accepts none of the available media types; it lists them. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && !response.isCommitted()) {
            String there = e.getSupportedMediaTypes().stream()
                    .map(MediaType::toString)
                    .distinct()
                    .collect(Collectors.joining(", "));
            try {
                Problem.of(
                                HttpStatus.NOT_ACCEPTABLE,
                                "http-406",
                                "the header Accept names no media type that there is here"
                                        + (there.isEmpty() ? "" : "; there is " + there))
                        .writeTo(response, null);
            } catch (IOException gone) {
                LOG.debug("a caller went away", gone);
            }
        }
        return null;
    }

    /** Says which methods the address has. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String[] supported = e.getSupportedMethods();
        e.getBody()
                .setDetail("this address has no method " + e.getMethod()
                        + (supported == null ? "" : "; it has " + String.join(", ", supported)));
        return super.handleHttpRequestMethodNotSupported(e, headers, status, request);
    }

    /** Tells a caller that sends an unsupported media type which ones are supported. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String read = e.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        MediaType sent = e.getContentType();
        e.getBody()
                .setDetail((sent == null
                                ? "a header Content-Type belongs here"
                                : "the Content-Type '" + sent + "' is not read here")
                        + (read.isEmpty() ? "" : "; read are " + read));
        return super.handleHttpMediaTypeNotSupported(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getMostSpecificCause() instanceof BodyLimit.TooLargeException large) {
            ProblemDetail problem =
                    ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(large.getMessage()));
            return handleExceptionInternal(e, problem, headers, HttpStatus.CONTENT_TOO_LARGE, request);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, UnreadableBody.detail(e.getCause()));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    /** Says which parameters of a request object cannot be read, and what they must be. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = e.getBindingResult().getFieldErrors().stream()
                .map(error -> "'" + error.getField() + "' must be "
                        + UnreadableBody.expected(e.getBindingResult().getFieldType(error.getField())))
                .distinct()
                .collect(Collectors.joining("; "));
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    /** Says what a parameter or a part of the path must be. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "a parameter";
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "'" + name + "' must be " + UnreadableBody.expected(e.getRequiredType()));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        LOG.error("an unexpected failure; report it as a defect", e);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", failed).answer();
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
