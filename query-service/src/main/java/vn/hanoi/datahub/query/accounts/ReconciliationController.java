package vn.hanoi.datahub.query.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/** Shows whether any event was lost or counted twice; see {@link Accounts}. */
@RestController
@Tag(name = "reconciliation")
class ReconciliationController {

    private final Accounts accounts;

    public ReconciliationController(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Returns the accounts by the city day (Asia/Ho_Chi_Minh) on which the log accepted the events. */
    @Operation(
            operationId = "getReconciliation",
            summary = "Accepted = applied + duplicate + superseded + rejected + pending, per agency, type and day")
    @GetMapping("/v1/reconciliation")
    Accounts.Reconciliation reconciliation(
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String agency) {
        return accounts.of(Optional.ofNullable(day).map(ReconciliationController::day), agency);
    }

    private static LocalDate day(String text) {
        return Period.find(text)
                .filter(period -> period.granularity() == Granularity.DAY)
                .map(period -> period.start().toLocalDate())
                .orElseThrow(() -> new BadRequestException("day is a date such as 2025-07-01, not '" + text + "'"));
    }
}
