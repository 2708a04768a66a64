package vn.hanoi.datahub.query.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/** No report is produced beyond those that are produced at once: each reads hundreds of values. */
class ReportsControllerTest {

    private static final Bulkhead FULL = new Bulkhead("reports", 0, 0, Duration.ZERO);

    @Test
    void everyReportHasToFindAPlace() {
        ReportsController reports = new ReportsController(null, FULL, () -> Instant.EPOCH);

        for (ThrowingCallable report : List.<ThrowingCallable>of(
                () -> reports.areaPage("01", "2025", null),
                () -> reports.areaWorkbook("01", "2025", null),
                () -> reports.agencyPage("H26.HCC", "2025", null),
                () -> reports.agencyWorkbook("H26.HCC", "2025", null))) {
            assertThatThrownBy(report).isInstanceOf(ServiceUnavailableException.class);
        }
    }
}
