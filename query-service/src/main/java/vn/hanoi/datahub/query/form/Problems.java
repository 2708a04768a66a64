package vn.hanoi.datahub.query.form;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ProblemAdvice;
import vn.hanoi.datahub.query.history.HistoryException;

/** Answers every error of the query service with a problem document. */
@RestControllerAdvice
class Problems extends ProblemAdvice {

    private static final String RETRY_AFTER_SECONDS = "2";

    public Problems(AuditLog audit) {
        super(audit, "the hub failed to answer");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> historyAway(HistoryException e) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-now", String.valueOf(e.getMessage()))
                .answer(RETRY_AFTER_SECONDS);
    }
}
