package vn.hanoi.datahub.query.api;

import org.springframework.web.bind.annotation.RestControllerAdvice;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.ProblemAdvice;

/** Every error of the query service as a problem. */
@RestControllerAdvice
public class Problems extends ProblemAdvice {

    public Problems(AuditLog audit) {
        super(audit, "the hub failed to answer");
    }
}
