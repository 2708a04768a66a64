package vn.hanoi.datahub.ingest.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ProblemAdvice;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/** Turns every error of the ingest service into a problem document; a refusal includes its reason. */
@RestControllerAdvice
class Problems extends ProblemAdvice {

    private final Counter refusals;

    public Problems(AuditLog audit, MeterRegistry meters) {
        super(audit, "the hub failed; nothing in this request was accepted");
        this.refusals = QuotaGate.refusals(meters);
    }

    /** Returns the response to a single refused event, in the language that the caller requested. */
    static ResponseEntity<ProblemDetail> of(String id, Refused refused) {
        return refusal(refused).with("id", id).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(UnreadableException e) {
        return refusal(e.refused()).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> overQuota(OverQuotaException e) {
        refusals.increment();
        return QuotaGate.problem(String.valueOf(e.getMessage()), e.seconds()).answer(Long.toString(e.seconds()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noForm(MultipartException e) {
        return Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed",
                        "the form cannot be read; send it with a part `file` and, optionally, a part `mapping`")
                .with("reason", RefusalReason.MALFORMED.word())
                .answer();
    }

    /** A part without a file name is a text field, and so no file. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(
                e,
                Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "bad-request",
                                "the form has no part `file` with a file name; with curl: -F file=@air.csv")
                        .body(),
                headers,
                status,
                request);
    }

    private static Problem refusal(Refused refused) {
        String reason = refused.reason().word();
        Problem problem = Problem.of(
                        status(refused.reason()), reason, refused.detail().in(LocaleContextHolder.getLocale()))
                .with("reason", reason);
        List<Mistake> others = Mistake.othersOf(refused);
        if (others != null) {
            problem = problem.with("others", others);
        }
        return refused.field() == null ? problem : problem.with("field", refused.field());
    }

    private static HttpStatus status(RefusalReason reason) {
        return switch (reason) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case NOT_YOUR_TYPE, NOT_YOUR_AREA -> HttpStatus.FORBIDDEN;
            case ID_REUSED, QUARANTINED -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
