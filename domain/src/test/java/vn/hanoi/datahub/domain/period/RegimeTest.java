package vn.hanoi.datahub.domain.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;

class RegimeTest {

    private static final Text TEXT = new Text("", "");
    private static final Regime CALENDAR = regime(Regime.CALENDAR, null);
    private static final Regime DECREE = regime("nd-09-2019", 14);

    private static Regime regime(String id, @Nullable Integer lastDay) {
        List<Kind> kinds = java.util.Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.RANGE)
                .toList();
        return new Regime(id, TEXT, TEXT, lastDay, kinds, null);
    }

    /** The periods of Decree 09/2019/NĐ-CP, Article 12, beside those of the calendar. */
    @ParameterizedTest
    @CsvSource({
        "nd-09-2019, 2026-03, 2026-02-15, 2026-03-14",
        "nd-09-2019, 2026-01, 2025-12-15, 2026-01-14",
        "nd-09-2019, 2026-Q1, 2025-12-15, 2026-03-14",
        "nd-09-2019, 2026-H1, 2025-12-15, 2026-06-14",
        "nd-09-2019, 2026-H2, 2026-06-15, 2026-12-14",
        "nd-09-2019, 2026-9M, 2025-12-15, 2026-09-14",
        "nd-09-2019, 2026, 2025-12-15, 2026-12-14",
        "calendar, 2026-03, 2026-03-01, 2026-03-31",
        "calendar, 2024-02, 2024-02-01, 2024-02-29",
        "calendar, 2026-Q4, 2026-10-01, 2026-12-31",
        "calendar, 2026-H1, 2026-01-01, 2026-06-30",
        "calendar, 2026-9M, 2026-01-01, 2026-09-30",
        "calendar, 2026-W01, 2025-12-29, 2026-01-04",
        "calendar, 2020-W53, 2020-12-28, 2021-01-03",
        "calendar, 2026-YTD-05-31, 2026-01-01, 2026-05-31",
        "calendar, 2024-YTD-02-29, 2024-01-01, 2024-02-29",
        "nd-09-2019, 2026-YTD-05-14, 2025-12-15, 2026-05-14",
        "nd-09-2019, 2026-YTD-12-20, 2025-12-15, 2025-12-20"
    })
    void aPeriodsFirstAndLastDay(String id, String text, LocalDate first, LocalDate last) {
        ReportingPeriod period =
                (id.equals("calendar") ? CALENDAR : DECREE).find(text).orElseThrow();

        assertThat(period.from()).isEqualTo(first);
        assertThat(period.to()).isEqualTo(last.plusDays(1));
        assertThat(period.text()).isEqualTo(id.equals("calendar") ? text : text + "@" + id);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-W53",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H3",
        "2026-03-01",
        "2026-YTD-02-29",
        "2026-YTD-13-01",
        "2026-YTD",
        "''",
        "26"
    })
    void whatIsNoPeriodIsNotFound(String text) {
        assertThat(CALENDAR.find(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"WEEK", "MONTH", "QUARTER", "HALF_YEAR", "YEAR"})
    void periodsOfAKindFollowOneAnother(Kind kind) {
        for (Regime regime : List.of(CALENDAR, DECREE)) {
            List<ReportingPeriod> periods = regime.between(kind, LocalDate.of(2019, 3, 3), LocalDate.of(2027, 1, 1));
            assertThat(periods.get(0).from()).isBeforeOrEqualTo("2019-03-03");
            assertThat(periods.get(periods.size() - 1).to()).isAfterOrEqualTo("2027-01-01");
            for (int i = 1; i < periods.size(); i++) {
                assertThat(periods.get(i).from()).isEqualTo(periods.get(i - 1).to());
            }
        }
    }

    @Test
    void aYearToDateRunsToTheSameDayOfEachYear() {
        assertThat(CALENDAR.between(Kind.YEAR_TO_DATE, LocalDate.of(2024, 1, 1), LocalDate.of(2026, 6, 1)))
                .extracting(ReportingPeriod::text)
                .containsExactly("2024-YTD-05-31", "2025-YTD-05-31", "2026-YTD-05-31");
        assertThat(DECREE.between(Kind.YEAR_TO_DATE, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 15)))
                .containsExactly(new ReportingPeriod(
                        Kind.YEAR_TO_DATE,
                        "2026-YTD-03-14@nd-09-2019",
                        LocalDate.of(2025, 12, 15),
                        LocalDate.of(2026, 3, 15)));
        // 20 December belongs to the next year of this regime
        assertThat(DECREE.between(Kind.YEAR_TO_DATE, LocalDate.of(2025, 12, 16), LocalDate.of(2025, 12, 21)))
                .extracting(ReportingPeriod::text)
                .containsExactly("2026-YTD-12-20@nd-09-2019");
        assertThat(CALENDAR.between(Kind.YEAR_TO_DATE, LocalDate.of(2023, 1, 1), LocalDate.of(2024, 3, 1)))
                .extracting(ReportingPeriod::to)
                .containsExactly(LocalDate.of(2023, 3, 1), LocalDate.of(2024, 3, 1));
    }

    @Test
    void aSpanIsMadeUpOfTheFewestPeriods() {
        List<Granularity> lengths = List.of(Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
        LocalDate today = LocalDate.of(2026, 6, 15);

        assertThat(ReportingPeriod.range(LocalDate.of(2024, 12, 30), LocalDate.of(2026, 5, 3))
                        .parts(lengths, today))
                .hasValueSatisfying(parts -> assertThat(parts)
                        .extracting(Period::text)
                        .containsExactly(
                                "2024-12-30", "2024-12-31", "2025", "2026-Q1", "2026-04", "2026-05-01", "2026-05-02"));
        List<Granularity> months = List.of(Granularity.MONTH, Granularity.YEAR);
        assertThat(ReportingPeriod.range(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 15))
                        .parts(months, today))
                .isEmpty();
        // the month that is still running has nothing from after today
        assertThat(ReportingPeriod.range(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 6, 16))
                        .parts(months, today))
                .hasValueSatisfying(
                        parts -> assertThat(parts).extracting(Period::text).containsExactly("2026-05", "2026-06"));
        assertThat(ReportingPeriod.range(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 6, 15))
                        .parts(months, today))
                .isEmpty();
        assertThatThrownBy(() -> ReportingPeriod.range(today, today)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReportIsDueAfterWorkingDays() {
        // Tết 2026 with the substitute days, and a Saturday worked for another day off
        WorkingDays days = new WorkingDays(
                Set.of(
                        LocalDate.of(2026, 2, 16),
                        LocalDate.of(2026, 2, 17),
                        LocalDate.of(2026, 2, 18),
                        LocalDate.of(2026, 2, 19),
                        LocalDate.of(2026, 2, 20),
                        LocalDate.of(2026, 1, 2)),
                Set.of(LocalDate.of(2026, 1, 10)));
        ReportingPeriod february = DECREE.find("2026-02").orElseThrow(); // ends on Saturday 14 February

        assertThat(days.due(february, new Regime.Deadline(1, 17))).isEqualTo("2026-02-23T10:00:00Z");
        assertThat(days.due(february, new Regime.Deadline(0, 24))).isEqualTo(Instant.parse("2026-02-14T17:00:00Z"));
        assertThat(days.after(LocalDate.of(2026, 1, 9), 1)).isEqualTo("2026-01-10");
        assertThat(days.after(LocalDate.of(2026, 1, 1), 1)).isEqualTo("2026-01-05");
        assertThat(days.isWorkingDay(LocalDate.of(2026, 1, 11))).isFalse();
    }

    /**
     * 14 March 2026 is the last day of the month and of the quarter, a Saturday; the Monday after it is a working day.
     */
    @Test
    void aScheduleSaysWhichPeriodADayIsIn_andWhenItsReportIsDue() {
        Regime regime = new Regime("nd-09-2019", TEXT, TEXT, 14, List.of(Kind.values()), new Regime.Deadline(1, 17));
        ReportSchedule months = new ReportSchedule(regime, Kind.MONTH);
        WorkingDays calendar = new WorkingDays(Set.of(), Set.of());

        ReportingPeriod march = months.containing(LocalDate.of(2026, 3, 14));
        assertThat(march.text()).isEqualTo("2026-03@nd-09-2019");
        assertThat(months.containing(LocalDate.of(2026, 3, 15)).text()).isEqualTo("2026-04@nd-09-2019");
        assertThat(months.named("2026-03")).contains(march);
        assertThat(months.named("2026-Q1")).isEmpty();
        assertThat(new ReportSchedule(regime, Kind.QUARTER).named("2026-Q1"))
                .map(ReportingPeriod::to)
                .contains(march.to());
        assertThat(months.endingAfter(march.from(), march.to().plusDays(1)))
                .extracting(ReportingPeriod::text)
                .containsExactly("2026-03@nd-09-2019", "2026-04@nd-09-2019");
        assertThat(months.due(march, calendar)).isEqualTo(Instant.parse("2026-03-16T10:00:00Z"));
        assertThatThrownBy(() -> new ReportSchedule(DECREE, Kind.MONTH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReportSchedule(regime, Kind.NINE_MONTHS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
