package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.domain.period.Granularity;

/** Counts and sums that roll up by addition, and the growth of their ratio. */
class AdditiveFoldTest {

    private static final Slice LAND = new Slice("sector", "land");
    private static final Slice HEALTH = new Slice("sector", "health");
    private static final Slice ONLINE = new Slice("channel", "online");

    private static Worked dossiers(FoldKind kind) {
        return Worked.of(kind, List.of("sector", "channel"), Granularity.DAY, Granularity.MONTH);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATIO", "SUM"})
    void anEventCountsInTheTotal_forItsAgency_andForEachMemberItNames(FoldKind kind) {
        Worked dossiers = dossiers(kind)
                .flow("2025-07-01", "A " + Worked.ONE, "", "1/1", "land", "online")
                .flow("2025-07-02", "A " + Worked.ONE, "", "0/1", "land", "")
                .flow("2025-07-02", "B " + Worked.TWO, "", "1/1", "health", "");

        assertThat(dossiers.total("2025-07")).isEqualTo("2/3");
        assertThat(dossiers.total("2025-07-01")).isEqualTo("1/1");
        assertThat(dossiers.total("2025-07-02")).isEqualTo("1/2");
        assertThat(dossiers.sums("2025-07", Slice.agency("A"))).isEqualTo("1/2");
        assertThat(dossiers.sums("2025-07", Slice.agency("B"))).isEqualTo("1/1");
        assertThat(dossiers.sums("2025-07", LAND)).isEqualTo("1/2");
        assertThat(dossiers.sums("2025-07", HEALTH)).isEqualTo("1/1");
        assertThat(dossiers.sums("2025-07", ONLINE)).isEqualTo("1/1");
        assertThat(dossiers.sums("2025-07", new Slice("channel", "")))
                .as("who names no channel is no member")
                .isEqualTo("nothing");
        assertThat(dossiers.worth("2025-07").value()).isEqualTo(200.0 / 3);
        assertThat(dossiers.worth("2025-07").events()).isEqualTo(3);
    }

    @Test
    void aReportThatNamesAMember_countsForThatMemberAlone() {
        Worked reports = dossiers(FoldKind.REPORT_RATIO)
                .flow("2025-07-01", "A " + Worked.ONE, "", "50/100", "", "")
                .flow("2025-07-01", "A " + Worked.ONE, "", "30/40", "land", "");

        assertThat(reports.total("2025-07")).isEqualTo("50/100");
        assertThat(reports.sums("2025-07", Slice.agency("A"))).isEqualTo("50/100");
        assertThat(reports.sums("2025-07", LAND)).isEqualTo("30/40");
    }

    /** Three units are expected. */
    @Test
    void coverageIsTheShareOfExpectedUnitsThatReported_andOfTheTotalAlone() {
        Worked dossiers = dossiers(FoldKind.RATIO);
        dossiers.series.end("00016@2025-01-01", LocalDateTime.of(2025, 7, 1, 0, 0));
        dossiers.flow("2025-07-01", "A " + Worked.ONE, "", "1/1", "land", "")
                .flow("2025-07-01", "A " + Worked.ONE, "", "1/1", "land", "")
                .flow("2025-07-01", "A " + Worked.TWO, "", "1/1", "land", "")
                .flow("2025-07-01", "A 00016@2025-01-01", "", "1/1", "land", "");

        assertThat(dossiers.worth("2025-07").coverage())
                .as("the unit that is no more is not expected")
                .isEqualTo(2.0 / 3);
        assertThat(dossiers.worth("2025-07", Slice.agency("A")).coverage()).isNull();
        assertThat(dossiers.worth("2025-07", LAND).coverage()).isNull();

        dossiers.takesBack("2025-07-01", "A " + Worked.TWO, "", "1/1", "land", "");

        assertThat(dossiers.worth("2025-07").coverage()).isEqualTo(1.0 / 3);
    }

    @Test
    void growthIsOnThePeriodBefore_andUnknownWhereThatOneWasNotReported() {
        Worked output = Worked.of(FoldKind.GROWTH, List.of("sector"), Granularity.YEAR)
                .flow("2022", "A " + Worked.CITY, "", "40/100", "")
                .flow("2023", "A " + Worked.CITY, "", "50/100", "")
                .flow("2025", "A " + Worked.CITY, "", "60/100", "")
                .flow("2026", "A " + Worked.CITY, "", "60/0", "");

        assertThat(output.worth("2023").value()).isEqualTo(25.0);
        assertThat(output.total("2023")).isEqualTo("0.1/0.4");
        assertThat(output.series.value("2024", Slice.TOTAL)).isNull();
        assertThat(output.worth("2025").value()).isNull();
        assertThat(output.worth("2026").value()).isNull();
        assertThat(output.worth("2026").events()).isEqualTo(1);

        output.flow("2024", "A " + Worked.CITY, "", "30/100", "");

        assertThat(output.worth("2024").value()).isEqualTo(-40.0);
        assertThat(output.worth("2025").value()).isEqualTo(100.0);
    }
}
