package vn.hanoi.datahub.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Punctuality;
import vn.hanoi.datahub.query.view.ReportedPeriods;

class PunctualityControllerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T02:00:00Z"));

    /** Heard from every hour since 10 February; nobody reported February's tasks, which were due on the 23rd. */
    @Test
    void theReportsAreATable() {
        LogCounts counts = new LogCounts();
        Feed gauges = new Feed("H26.XD", "rain-observation");
        for (LocalDate day = LocalDate.of(2026, 2, 10);
                day.isBefore(LocalDate.of(2026, 3, 10));
                day = day.plusDays(1)) {
            Instant at = CityTime.startOf(day);
            counts.put(new LogCounts.Entry(gauges, day, 0, null, 24, (1 << 24) - 1, 1, at, at));
        }
        PunctualityController controller = new PunctualityController(
                Shipped.CATALOGUE, new Punctuality(Shipped.CATALOGUE, counts, new ReportedPeriods(), CLOCK), CLOCK);

        String table = controller
                .csv(new PunctualityController.Asked("H26.VP", "plan-task", null, "month", "2026-02", "2026-03"), false)
                .getBody();

        assertThat(table.lines())
                .containsExactly(
                        "agency,agencyName,type,typeName,regime,kind,period,first,last,status,due,postponedHours,deliveredAt,lastAt,events",
                        "H26.VP,Văn phòng UBND Thành phố,plan-task,Nhiệm vụ của Kế hoạch,nd-09-2019,month,2026-02@nd-09-2019,"
                                + "2026-01-15,2026-02-14,overdue,2026-02-23T10:00:00Z,0,,,0");
    }
}
