package vn.hanoi.datahub.edge.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.edge.problem.BadRequestException;

class DatesTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01",
        "2026-Q3, 2026-07-01",
        "2026-01, 2026-01-01",
        "2026-01-15, 2026-01-15",
        "1900-01-01, 1900-01-01",
        "2999-12-31, 2999-12-31",
    })
    void aPeriodStandsForItsFirstDay(String text, String day) {
        assertThat(Dates.firstDay("from", text)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01, 2026-01-01T00:00",
        "2026-01-15T09, 2026-01-15T09:00",
        "2026-01-15T09:30:00+07:00, 2026-01-15T09:30",
        "2026-01-15T09:30:00 07:00, 2026-01-15T09:30",
        "2026-01-15T02:30:00Z, 2026-01-15T09:30",
    })
    void aMomentIsInTheCity(String text, String time) {
        assertThat(Dates.start("asOf", text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-13",
                "2026-02-30",
                "1899-12-31",
                "3000-01-01",
                "0000-01-01",
                "+999999999-01-01",
                "-999999999-01-01",
                "+999999999-01-01T00:00:00Z",
                "1899-12-31T23:59:59+07:00",
                "3000-01-01T00:00:00+07:00",
            })
    void aDayOutsideTheCalendarIsRefused(String text) {
        assertThatThrownBy(() -> Dates.day("on", text))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("on is a day such as 2025-12-31, in the years 1900 to 2999, not '" + text + "'");
        assertThatThrownBy(() -> Dates.firstDay("on", text)).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> Dates.start("on", text)).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> Dates.moment("on", text)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aMonthIsNoDay() {
        assertThatThrownBy(() -> Dates.day("on", "2026-01")).isInstanceOf(BadRequestException.class);
    }
}
