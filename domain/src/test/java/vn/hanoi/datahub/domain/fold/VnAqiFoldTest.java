package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** Indices of stations worked out by hand from Decision 1459/QĐ-TCMT. */
class VnAqiFoldTest {

    private static final Slice S1 = new Slice("station", "S1");

    private static Worked of(FoldKind kind) {
        return Worked.of(kind, List.of("station", "parameter"), Granularity.HOUR, Granularity.DAY);
    }

    private static void observed(Worked air, String hour, String station, String parameter, String sums) {
        air.flow("2025-07-01T" + hour, "A " + Worked.ONE, "", sums, station, parameter);
    }

    private static Worked morning() {
        Worked air = of(FoldKind.VN_AQI_HOURLY);
        observed(air, "08", "S1", "PM25", "30/1");
        observed(air, "09", "S1", "PM25", "50/1");
        observed(air, "09", "S1", "O3", "136.1/1");
        observed(air, "10", "S1", "O3", "136.1/1");
        return air;
    }

    /** Nowcast at 9: weight 0.6, (50 + 0.6 × 30) ÷ 1.6 = 42.5, which is 85. */
    @Test
    void anHourIsAsBadAsItsWorstParameter_withNowcastOfParticulates() {
        Worked air = morning();

        assertThat(air.worth("2025-07-01T08", S1).value())
                .as("one hour of three")
                .isNull();
        assertThat(air.worth("2025-07-01T08", S1).events()).isEqualTo(1);
        assertThat(air.worth("2025-07-01T09", S1).value()).isEqualTo(85.0);
        assertThat(air.worth("2025-07-01T09", S1).events()).isEqualTo(2);
        assertThat(air.worth("2025-07-01T10", S1).value()).isEqualTo(85.0);

        observed(air, "09", "S1", "NO2", "200/1");

        assertThat(air.worth("2025-07-01T09", S1).value()).isEqualTo(100.0);
        assertThat(air.worth("2025-07-01T09", S1).coverage()).isEqualTo(1.0);
    }

    /** At 9: (50 + 0.6 × 30 + 0.36 × 30) ÷ 1.96 = 40.2, which is 80. */
    @Test
    void aLateHourOfParticulatesChangesTheHoursAfterIt_inWhichTheStationReported() {
        Worked air = morning();

        observed(air, "07", "S1", "PM25", "30/1");

        assertThat(air.worth("2025-07-01T08", S1).value()).isEqualTo(60.0);
        assertThat(air.worth("2025-07-01T09", S1).value()).isEqualTo(80.0);
        assertThat(air.worth("2025-07-01T10", S1).value()).isEqualTo(80.0);
        assertThat(air.worth("2025-07-01T10").value()).as("the area, too").isEqualTo(80.0);

        List<Cell> affected = new ArrayList<>();
        Slice leaf = Slice.leaf("S1", "PM25");
        air.fold.affected(new Cell(Period.parse("2025-07-01T07"), leaf), air.series, affected);
        assertThat(affected)
                .extracting(cell -> cell.period() + " " + cell.slice())
                .containsExactly(
                        "2025-07-01T07 station=S1",
                        "2025-07-01T08 station=S1",
                        "2025-07-01T09 station=S1",
                        "2025-07-01T10 station=S1",
                        "2025-07-01T07 total",
                        "2025-07-01T08 total",
                        "2025-07-01T09 total",
                        "2025-07-01T10 total");
        assertThat(air.fold.evaluate(new Cell(Period.parse("2025-07-01T11"), S1), air.series))
                .as("an hour in which it did not report")
                .isEqualTo(Evaluation.NOTHING);
    }

    @Test
    void anAreaIsAsBadAsItsWorstStation_andCoveredByThoseWithAnIndex() {
        Worked air = morning();
        observed(air, "08", "S2", "PM25", "60/1");
        observed(air, "09", "S2", "PM25", "60/1");
        observed(air, "09", "S3", "O3", "136.1/1");
        observed(air, "09", "S4", "O3", "1000/1");
        air.takesBack("2025-07-01T09", "A " + Worked.ONE, "", "1000/1", "S4", "O3");

        assertThat(air.worth("2025-07-01T09").value())
                .as("60 of PM2.5: 100 + 10 × 50 ÷ 30")
                .isEqualTo(117.0);
        assertThat(air.worth("2025-07-01T09").events()).isEqualTo(4);
        assertThat(air.worth("2025-07-01T09").coverage())
                .as("S3 has no particulates, S4 reported nothing that stands")
                .isEqualTo(2.0 / 3);
    }

    @Test
    void severalObservationsOfAnHourAreTheirMean() {
        Worked air = of(FoldKind.VN_AQI_HOURLY);
        observed(air, "08", "S1", "PM25", "30/1");
        observed(air, "09", "S1", "PM25", "20/1");
        observed(air, "09", "S1", "PM25", "40/1");

        assertThat(air.worth("2025-07-01T09", S1).value()).as("30, which is 60").isEqualTo(60.0);

        observed(air, "09", "S1", "PM10", "5/0");

        assertThat(air.worth("2025-07-01T09", S1).value()).isEqualTo(60.0);
    }

    /** Mean of PM2.5 40, which is 80; highest hour of NO2 120, which is 60. */
    @Test
    void aDayIsTheMeanOfParticulatesAndTheHighestHourOfGases() {
        Worked air = of(FoldKind.VN_AQI_DAILY);
        observed(air, "00", "S1", "PM25", "30/1");
        observed(air, "23", "S1", "PM25", "50/1");
        observed(air, "08", "S1", "NO2", "120/1");
        observed(air, "09", "S1", "NO2", "20/1");
        observed(air, "08", "S2", "NO2", "120/1");

        assertThat(air.worth("2025-07-01", S1).value()).isEqualTo(80.0);
        assertThat(air.worth("2025-07-01", S1).events()).isEqualTo(4);
        assertThat(air.worth("2025-07-01", S1).coverage()).isEqualTo(2.0 / 24);
        assertThat(air.worth("2025-07-01", new Slice("station", "S2")).value())
                .as("no particulates, no index")
                .isNull();
        assertThat(air.worth("2025-07-01").value()).isEqualTo(80.0);
        assertThat(air.worth("2025-07-01").events()).isEqualTo(5);
        assertThat(air.worth("2025-07-01").coverage()).isEqualTo(0.5);

        observed(air, "10", "S1", "SO2", "350/1");

        assertThat(air.worth("2025-07-01", S1).value()).isEqualTo(100.0);
        assertThat(air.worth("2025-07-01").value()).isEqualTo(100.0);
    }
}
