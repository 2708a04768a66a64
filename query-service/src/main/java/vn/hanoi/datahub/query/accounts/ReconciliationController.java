package vn.hanoi.datahub.query.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Shows whether any event was lost or counted twice; see {@link Accounts}. */
@RestController
@Tag(name = "reconciliation")
class ReconciliationController {

    private final Accounts accounts;
    private final Catalogue catalogue;

    public ReconciliationController(Accounts accounts, Catalogue catalogue) {
        this.accounts = accounts;
        this.catalogue = catalogue;
    }

    /** Returns the accounts by the city day (Asia/Ho_Chi_Minh) on which the log accepted the events. */
    @Operation(
            operationId = "getReconciliation",
            summary = "Accepted = applied + duplicate + superseded + rejected + pending, per agency, type and day")
    @GetMapping("/v1/reconciliation")
    Accounts.Reconciliation reconciliation(
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String agency) {
        Narrowed.checkAgency(catalogue, agency);
        return accounts.of(Optional.ofNullable(day).map(text -> Dates.day("day", text)), agency);
    }
}
