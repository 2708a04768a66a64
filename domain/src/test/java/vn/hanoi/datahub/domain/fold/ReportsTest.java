package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** Which reports speak for a period, where units change and where one thing is reported twice. */
class ReportsTest {

    private static final String CITY = "01@1900-01-01";
    private static final String OLD = "00004@2025-01-01";
    private static final String NEW = "00008@2025-07-01";
    private static final String OTHER = "00016@2025-07-01";
    private static final Slice TRADE = new Slice("sector", "TRADE");

    private static MemorySeries series(FoldKind kind) {
        MemorySeries series = new MemorySeries(kind.over(new FoldSettings(
                List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR),
                List.of("sector"),
                BigDecimal.valueOf(100),
                null,
                false)));
        series.end(OLD, LocalDateTime.of(2025, 7, 1, 0, 0));
        series.begin(NEW, LocalDateTime.of(2025, 7, 1, 0, 0));
        return series;
    }

    private static void report(
            MemorySeries series, String unit, String period, String sector, String subject, int numerator) {
        series.change(
                new Coordinates(Period.parse(period), "H26.KHCN", unit, List.of(sector), subject, Part.STOCK),
                Tally.of(BigDecimal.valueOf(numerator), BigDecimal.valueOf(100)));
    }

    private static Evaluation total(MemorySeries series, String period) {
        return Objects.requireNonNull(series.value(period, Slice.TOTAL), period);
    }

    @Test
    void aNewUnitsReportForTheTimeBeforeIt_isNotAddedToTheOldOnes() {
        MemorySeries series = series(FoldKind.SNAPSHOT);

        report(series, OLD, "2025-Q1", "", "", 40);
        report(series, NEW, "2025-Q2", "", "", 60);

        assertThat(total(series, "2025-Q2").numerator()).isEqualByComparingTo("40");
        assertThat(total(series, "2025-Q3").numerator()).isEqualByComparingTo("60");
    }

    @Test
    void theLowestMember_mayBeReportedByACommuneWhileOthersAreByTheCity() {
        MemorySeries series = series(FoldKind.MINIMUM);

        report(series, CITY, "2025-Q3", "ICT", "", 12);
        report(series, NEW, "2025-Q3", "TRADE", "", 5);

        assertThat(series.value("2025-Q3", TRADE)).isNotNull();
        assertThat(total(series, "2025-Q3").value()).isEqualTo(5.0);
    }

    @Test
    void aStockThatIsReportedTwice_isThereOnce() {
        MemorySeries series = series(FoldKind.CUMULATIVE);

        report(series, NEW, "2025-Q3", "", "smartphone_adults/00008/2025-Q3", 0);
        report(series, NEW, "2025-Q3", "", "adults_using/00008/2025-Q3", 0);

        assertThat(total(series, "2025-Q3").denominator()).isEqualByComparingTo("100");
    }

    @Test
    void theLatestReportOfEachUnitSpeaks_untilTwoYearsAfterItsEnd() {
        MemorySeries series = series(FoldKind.SNAPSHOT);
        series.moveTo(LocalDateTime.of(2028, 1, 15, 0, 0));

        report(series, NEW, "2025-Q3", "", "", 40);
        report(series, NEW, "2025-Q4", "", "", 50);
        report(series, OTHER, "2025-Q3", "", "", 7);

        assertThat(total(series, "2025-Q3").numerator()).isEqualByComparingTo("47");
        assertThat(total(series, "2025-Q3").coverage()).isEqualTo(2.0 / 3);
        assertThat(total(series, "2026-Q1").numerator()).isEqualByComparingTo("57");
        assertThat(total(series, "2027-Q3").numerator()).isEqualByComparingTo("50");
        assertThat(series.value("2027-Q4", Slice.TOTAL)).isNull();
        assertThat(series.value("2026-Q1", Slice.agency("H26.KHCN")).coverage()).isNull();
    }

    @Test
    void aReportForTheWholeTakesThePlaceOfItsParts_andCoversAll() {
        MemorySeries series = series(FoldKind.SNAPSHOT);

        report(series, NEW, "2025-Q3", "", "", 40);
        report(series, CITY, "2025-Q3", "", "", 70);
        report(series, CITY, "2025-Q3", "TRADE", "", 9);

        assertThat(total(series, "2025-Q3").numerator()).isEqualByComparingTo("70");
        assertThat(total(series, "2025-Q3").coverage()).isEqualTo(1.0);
        assertThat(series.value("2025-Q3", TRADE).numerator()).isEqualByComparingTo("9");
        assertThat(series.value("2025-Q3", TRADE).coverage()).isNull();
    }

    @Test
    void anAreaThatIsNoMoreIsSpokenForByNoReport() {
        MemorySeries series = series(FoldKind.SNAPSHOT);
        series.end(CITY, LocalDateTime.of(2025, 7, 1, 0, 0));

        report(series, CITY, "2025-Q1", "", "", 70);

        assertThat(total(series, "2025-Q2").numerator()).isEqualByComparingTo("70");
        assertThat(series.value("2025-Q3", Slice.TOTAL)).isNull();
    }

    /** The clock stands at 15 December 2025. */
    @Test
    void aLateReportIsAddedToThoseAheadOfNow() {
        MemorySeries series = series(FoldKind.SNAPSHOT);

        report(series, OTHER, "2026-Q2", "", "", 7);
        report(series, NEW, "2025-Q3", "", "", 40);

        assertThat(total(series, "2026-Q2").numerator()).isEqualByComparingTo("47");
        assertThat(total(series, "2026").numerator()).isEqualByComparingTo("47");
        assertThat(series.value("2026-Q3", Slice.TOTAL)).isNull();
    }

    /** Three communes are expected; the city is none. */
    @Test
    void aRegisterCountsTheCommunesThatHaveSomething() {
        MemorySeries series = series(FoldKind.REGISTER);

        report(series, NEW, "2025-Q3", "", "", 1);
        report(series, "00020@2025-07-01", "2025-Q4", "", "", 8);
        report(series, OTHER, "2025-Q3", "", "", 0);
        report(series, CITY, "2025-Q3", "", "", 1);

        assertThat(total(series, "2025-Q3").numerator()).isEqualByComparingTo("1");
        assertThat(total(series, "2025-Q3").coverage()).isEqualTo(2.0 / 3);
        assertThat(total(series, "2025-Q4").numerator()).isEqualByComparingTo("2");
        assertThat(total(series, "2025-Q4").denominator()).isEqualByComparingTo("3");
        assertThat(total(series, "2025-Q4").events()).isEqualTo(3);
    }

    @Test
    void aMemberWithoutARatioIsNotTheLowest() {
        MemorySeries series = series(FoldKind.MINIMUM);

        report(series, NEW, "2025-Q3", "TRADE", "", 5);
        report(series, NEW, "2025-Q3", "", "", 1);
        series.change(
                new Coordinates(Period.parse("2025-Q3"), "H26.KHCN", NEW, List.of("ICT"), "", Part.STOCK),
                Tally.of(BigDecimal.ZERO, BigDecimal.ZERO));

        assertThat(total(series, "2025-Q3").value()).isEqualTo(5.0);
        assertThat(total(series, "2025-Q3").events()).isEqualTo(1);
    }
}
