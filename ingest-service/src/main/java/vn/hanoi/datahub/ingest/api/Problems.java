package vn.hanoi.datahub.ingest.api;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ProblemAdvice;

/** Every error of the front door as a problem; a refusal carries its reason. */
@RestControllerAdvice
public class Problems extends ProblemAdvice {

    public Problems(AuditLog audit) {
        super(audit, "the hub failed; nothing of this request was taken");
    }

    /** The answer to a single event that is not let in. */
    static ResponseEntity<ProblemDetail> of(Answer refused) {
        RefusalReason reason =
                RefusalReason.find(String.valueOf(refused.reason())).orElseThrow();
        Problem problem = refusal(reason, String.valueOf(refused.detail())).with("id", refused.id());
        return (refused.field() == null ? problem : problem.with("field", refused.field())).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedRequestException e) {
        return refusal(e.reason(), String.valueOf(e.getMessage())).answer();
    }

    private static Problem refusal(RefusalReason reason, String detail) {
        return Problem.of(status(reason), reason.word(), detail).with("reason", reason.word());
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
