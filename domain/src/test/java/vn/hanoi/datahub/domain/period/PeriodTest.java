package vn.hanoi.datahub.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.Worded;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2025, YEAR, 2026",
        "2025-Q3, QUARTER, 2025-Q4",
        "2025-12, MONTH, 2026-01",
        "2024-02-28, DAY, 2024-02-29",
        "2025-07-01T23, HOUR, 2025-07-02T00"
    })
    void readsWhatItWrites(String text, Granularity granularity, String next) {
        Period period = Period.parse(text);

        assertThat(period.granularity()).isEqualTo(granularity);
        assertThat(period.text()).isEqualTo(text);
        assertThat(period.plus(1).text()).isEqualTo(next);
        assertThat(period.end()).isEqualTo(period.plus(1).start());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "25", "2025-13", "2025-Q5", "2025-02-30", "2025-07-01T24", "2025-7", "2025-07-01T09:00"})
    void refusesWhatIsNoPeriod(String text) {
        assertThat(Period.find(text)).isEmpty();
    }

    @Test
    void cutsDaysInHaNoi_notInGreenwich() {
        Instant lateEvening = Instant.parse("2025-06-30T17:00:00Z");

        assertThat(Period.containing(lateEvening, Granularity.DAY).text()).isEqualTo("2025-07-01");
        assertThat(Period.containing(lateEvening.minusMillis(1), Granularity.DAY)
                        .text())
                .isEqualTo("2025-06-30");
        assertThat(Period.parse("2025-07-01").startInstant()).isEqualTo(lateEvening);
    }

    /** The zone file has Saigon's clock, which was an hour ahead until 1975. */
    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "1945-09-02", "1954-10-10", "1968-01-01", "1975-04-30", "2025-07-01"})
    void theCityIsSevenHoursAheadAtAllTimes(String day) {
        assertThat(Period.parse(day).startInstant())
                .isEqualTo(Instant.parse(day + "T00:00:00Z").minusSeconds(7 * 3600));
        assertThat(CityTime.dayOf(Instant.parse(day + "T16:59:59Z"))).hasToString(day);
    }

    @Test
    void nestsInEveryCoarserPeriod() {
        Period hour = Period.parse("2025-11-30T23");

        assertThat(hour.in(Granularity.QUARTER).text()).isEqualTo("2025-Q4");
        assertThat(hour.in(Granularity.YEAR).last(Granularity.MONTH).text()).isEqualTo("2025-12");
        assertThatThrownBy(() -> hour.in(Granularity.DAY).in(Granularity.HOUR))
                .hasMessageContaining("longer than a hour");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-31T23:59:59, 2025-Q1, 2025-03, 2025-03-31T23",
        "2025-04-01T00:00:00, 2025-Q2, 2025-04, 2025-04-01T00",
        "2025-12-31T23:59:59, 2025-Q4, 2025-12, 2025-12-31T23"
    })
    void holdsItsStart_andNotItsEnd(LocalDateTime time, String quarter, String month, String hour) {
        Instant instant = time.atZone(CityTime.ZONE).toInstant();

        assertThat(Period.containing(instant, Granularity.QUARTER).text()).isEqualTo(quarter);
        assertThat(Period.containing(instant, Granularity.MONTH).text()).isEqualTo(month);
        assertThat(Period.containing(instant, Granularity.HOUR).text()).isEqualTo(hour);
        assertThat(Period.containing(instant, Granularity.YEAR).text()).isEqualTo("2025");
    }

    @Test
    void knowsItsLengthAndItsPlace() {
        assertThat(Period.parse("2024-02").hours()).isEqualTo(29 * 24);
        assertThat(Period.parse("2025-Q1").plus(-1).text()).isEqualTo("2024-Q4");
        assertThat(Period.parse("2025-Q2").last(Granularity.DAY).text()).isEqualTo("2025-06-30");
        assertThat(Period.parse("2025-02")).isLessThan(Period.parse("2025-10"));
        assertThat(Period.parse("2025-12-31")).as("shorter ones first").isLessThan(Period.parse("2020"));
        assertThat(Period.parse("2025-07-01").endInstant()).isEqualTo("2025-07-01T17:00:00Z");
        assertThatThrownBy(() -> new Period(Granularity.MONTH, LocalDateTime.of(2025, 7, 2, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Worded.find(Granularity.class, "quarter")).contains(Granularity.QUARTER);
        assertThat(Worded.find(Granularity.class, "QUARTER")).isEmpty();
    }
}
