package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;

/** Stations and gauges side by side. */
class MemberFoldTest {

    private static Worked of(FoldKind kind) {
        return Worked.of(kind, List.of("station"), "S2", false, Granularity.HOUR, Granularity.DAY);
    }

    private static Slice station(String name) {
        return new Slice("station", name);
    }

    @Test
    void aMeanIsThatOfTheStationsMeans_howeverOftenEachReported() {
        Worked noise = Worked.of(FoldKind.MEMBER_MEAN, List.of("station"), Granularity.HOUR, Granularity.DAY)
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "10/1", "S1")
                .flow("2025-07-01T09", "A " + Worked.ONE, "", "20/1", "S1")
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "30/1", "S2")
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "7/0", "S3");

        assertThat(noise.sums("2025-07-01", station("S1"))).isEqualTo("30/2");
        assertThat(noise.total("2025-07-01")).isEqualTo("45/2");
        assertThat(noise.worth("2025-07-01").value()).isEqualTo(2_250.0);
        assertThat(noise.worth("2025-07-01").events()).isEqualTo(3);
        assertThat(noise.worth("2025-07-01", station("S1")).coverage()).isEqualTo(2.0 / 24);
        assertThat(noise.worth("2025-07-01").coverage()).isEqualTo(3.0 / 48);
        assertThat(noise.total("2025-07-01T09")).isEqualTo("20/1");
    }

    @Test
    void anAreaIsAsHighAsItsHighestGauge_alsoBelowZero() {
        Worked levels = of(FoldKind.MEMBER_MAX)
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "-3/1", "S1")
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "-5/1", "S2")
                .flow("2025-07-01T08", "A " + Worked.ONE, "", "4/1", "S3")
                .takesBack("2025-07-01T08", "A " + Worked.ONE, "", "4/1", "S3");

        assertThat(levels.worth("2025-07-01T08").value()).isEqualTo(-3.0);
        assertThat(levels.worth("2025-07-01T08").events()).isEqualTo(2);
        assertThat(levels.worth("2025-07-01T08").coverage()).isNull();
        assertThat(levels.worth("2025-07-01T08", station("S2")).value()).isEqualTo(-5.0);
        assertThat(levels.worth("2025-07-01T08", station("S2")).coverage()).isNull();
    }

    private static String at(String time, String number) {
        return Reading.key(Instant.parse(time), new BigDecimal(number));
    }

    @Test
    void aGaugeShowsItsNewestReading_andOfTwoAtTheSameMomentTheGreater() {
        Worked river = of(FoldKind.LATEST)
                .flow("2025-07-01T09", "A " + Worked.ONE, at("2025-07-01T02:30:00Z", "9"), "9/1", "S2")
                .flow("2025-07-01T09", "A " + Worked.ONE, at("2025-07-01T02:30:00Z", "10"), "10/1", "S2")
                .flow("2025-07-01T09", "A " + Worked.ONE, at("2025-07-01T02:00:00Z", "70"), "70/1", "S2")
                .flow("2025-07-01T08", "A " + Worked.ONE, at("2025-07-01T01:59:00Z", "80"), "80/1", "S2")
                .flow("2025-07-01T10", "A " + Worked.ONE, at("2025-07-01T03:00:00Z", "5"), "5/1", "S1");

        assertThat(river.worth("2025-07-01", station("S2")).value()).isEqualTo(10.0);
        assertThat(river.worth("2025-07-01", station("S2")).events()).isEqualTo(4);
        assertThat(river.worth("2025-07-01T08", station("S2")).value()).isEqualTo(80.0);
        assertThat(river.worth("2025-07-01").value()).as("as the headline").isEqualTo(10.0);

        river.takesBack("2025-07-01T09", "A " + Worked.ONE, at("2025-07-01T02:30:00Z", "10"), "10/1", "S2");

        assertThat(river.worth("2025-07-01").value()).isEqualTo(9.0);
    }

    @Test
    void aReadingIsKeptAsTextThatSortsAsTimeDoes() {
        String key = at("2025-07-01T02:30:00.5Z", "1E+2");

        assertThat(key).isEqualTo("2025-07-01T02:30:00.500000000Z|100");
        assertThat(Reading.of(key)).isEqualByComparingTo(Reading.of(key));
        assertThat(Reading.of(at("2025-07-01T02:30:00.5Z", "1")))
                .isGreaterThan(Reading.of(at("2025-07-01T02:30:00Z", "2")));
        assertThat(Reading.of(at("2025-07-01T02:30:00Z", "9")))
                .isLessThan(Reading.of(at("2025-07-01T02:30:00Z", "10")));
    }
}
