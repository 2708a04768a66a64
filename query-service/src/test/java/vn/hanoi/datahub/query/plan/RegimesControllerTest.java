package vn.hanoi.datahub.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.Shipped;

class RegimesControllerTest {

    private final RegimesController regimes =
            new RegimesController(Shipped.CATALOGUE, InstantSource.fixed(Instant.parse("2026-11-30T05:00:00Z")));

    @Test
    void aMonthStandsForItsFirstDay() {
        RegimesController.DueCalendar calendar = regimes.calendar("2026-02", "2026-03");

        assertThat(calendar.from()).isEqualTo("2026-02-01");
        assertThat(calendar.to()).isEqualTo("2026-03-01");
        assertThat(calendar.due()).extracting(RegimesController.DueView::period).containsExactly("2026-02@nd-09-2019");
        assertThat(calendar.daysOff())
                .as("Tết, and no day of another month")
                .extracting(LocalDate::toString)
                .containsExactly("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20");
    }

    @ParameterizedTest
    @CsvSource({
        ", 1900-01-01, 'the calendar covers 2020-01-01 to 2029-12-31, not 1899-09-01 to 1899-12-31'",
        "2019-12-31, 2020-03-01, 'the calendar covers 2020-01-01 to 2029-12-31, not 2019-12-31 to 2020-02-29'",
        "2029-12-01, 2030-01-02, 'the calendar covers 2020-01-01 to 2029-12-31, not 2029-12-01 to 2030-01-01'",
        "2026-03-01, 2026-02-01, 'from is a day before to, at most 3 years'",
    })
    void aRangeThatTheCalendarDoesNotCoverIsRefused(String from, String to, String detail) {
        assertThatThrownBy(() -> regimes.calendar(from, to))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(detail);
    }

    @Test
    void allThatTheCalendarCoversIsServed() {
        assertThat(regimes.calendar("2021", "2021-02").due()).isNotEmpty();
        assertThat(regimes.calendar("2029-12", "2030").to()).isEqualTo("2030-01-01");
        assertThat(regimes.calendar(null, null).to()).isEqualTo("2027-02-28");
    }
}
