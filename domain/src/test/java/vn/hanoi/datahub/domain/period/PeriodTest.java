package vn.hanoi.datahub.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void nestsInEveryCoarserPeriod() {
        Period hour = Period.parse("2025-11-30T23");

        assertThat(hour.in(Granularity.QUARTER).text()).isEqualTo("2025-Q4");
        assertThat(hour.in(Granularity.YEAR).last(Granularity.MONTH).text()).isEqualTo("2025-12");
        assertThatThrownBy(() -> hour.in(Granularity.DAY).in(Granularity.HOUR))
                .hasMessageContaining("longer than a hour");
    }
}
