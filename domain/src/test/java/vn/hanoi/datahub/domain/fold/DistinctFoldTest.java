package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;

/** People who are counted once, however often they come. */
class DistinctFoldTest {

    private static final Slice LAND = new Slice("sector", "land");

    private static Worked people() {
        return Worked.of(
                FoldKind.DISTINCT, List.of("sector"), Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    }

    @Test
    void aPersonCountsOnceInEachPeriod_andMeetsTheNumeratorWithOneEventThatDoes() {
        Worked people = people().flow("2025-01", "A " + Worked.ONE, "p", "0/1", "land")
                .flow("2025-01", "A " + Worked.ONE, "p", "1/1", "")
                .flow("2025-02", "B " + Worked.TWO, "p", "0/1", "land")
                .flow("2025-02", "B " + Worked.TWO, "q", "0/1", "");

        assertThat(people.total("2025-01")).isEqualTo("1/1");
        assertThat(people.total("2025-02")).isEqualTo("0/2");
        assertThat(people.total("2025-Q1")).isEqualTo("1/2");
        assertThat(people.total("2025")).isEqualTo("1/2");
        assertThat(people.worth("2025").value()).isEqualTo(50.0);
        assertThat(people.worth("2025").events()).isEqualTo(4);
        assertThat(people.worth("2025").coverage()).isEqualTo(2.0 / 3);
        assertThat(people.sums("2025-Q1", LAND))
                .as("the same person, of land alone")
                .isEqualTo("0/1");
        assertThat(people.worth("2025-Q1", LAND).coverage()).isNull();
    }

    @Test
    void aPersonLeavesWithTheLastEventThatIsTakenBack() {
        Worked people = people().flow("2025-01", "A " + Worked.ONE, "p", "1/1", "")
                .flow("2025-01", "A " + Worked.ONE, "p", "1/1", "")
                .flow("2025-02", "A " + Worked.ONE, "q", "1/1", "")
                .takesBack("2025-01", "A " + Worked.ONE, "p", "1/1", "");

        assertThat(people.total("2025")).isEqualTo("2/2");

        people.takesBack("2025-01", "A " + Worked.ONE, "p", "1/1", "");

        assertThat(people.total("2025")).isEqualTo("1/1");
        assertThat(people.total("2025-01")).isEqualTo("nothing");
    }

    private static Worked accounts() {
        return Worked.of(
                FoldKind.ROLLING_DISTINCT, List.of(), Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    }

    @Test
    void aPersonCountsInTheTwelveMonthsThatBeginWithTheEvent_outOfThePeopleThereAre() {
        Worked accounts = accounts();
        accounts.series.moveTo(LocalDateTime.of(2026, 4, 15, 0, 0));
        accounts.stock("2024-12", "A " + Worked.ONE, "adults", "0/100")
                .flow("2025-02", "A " + Worked.ONE, "p", "1/0")
                .flow("2025-05", "B " + Worked.TWO, "p", "1/0")
                .flow("2025-05", "B " + Worked.TWO, "q", "0/0")
                .flow("2025-05", "B " + Worked.TWO, "r", "1/0");

        assertThat(accounts.total("2025-01")).isEqualTo("0/100");
        assertThat(accounts.total("2025-02")).isEqualTo("1/100");
        assertThat(accounts.total("2025-05")).isEqualTo("2/100");
        assertThat(accounts.total("2026-01")).isEqualTo("2/100");
        assertThat(accounts.total("2026-04")).isEqualTo("2/100");
        assertThat(accounts.total("2025")).isEqualTo("2/100");
        assertThat(accounts.total("2025-Q1")).as("as its last month").isEqualTo("1/100");
        assertThat(accounts.worth("2025-05").value()).isEqualTo(2.0);
        assertThat(accounts.worth("2025-05").events()).as("four and the report").isEqualTo(5);

        accounts.takesBack("2025-05", "B " + Worked.TWO, "p", "1/0");

        assertThat(accounts.total("2026-01"))
                .as("p of February is the last month in")
                .isEqualTo("2/100");
        assertThat(accounts.total("2026-02")).as("and out after twelve").isEqualTo("1/100");
        assertThat(accounts.worth("2026-02").coverage())
                .as("only one unit is behind it")
                .isEqualTo(1.0 / 3);
    }

    @Test
    void aPeriodThatHasNotBegunHasNoValue() {
        Worked accounts = accounts().stock("2025-01", "A " + Worked.ONE, "adults", "0/100");
        accounts.flow("2025-10", "A " + Worked.ONE, "p", "1/0");

        assertThat(accounts.total("2025-12")).isEqualTo("1/100");
        assertThat(accounts.total("2026-01")).isEqualTo("nothing");
        assertThat(accounts.total("2026-Q1")).isEqualTo("nothing");
    }

    @Test
    void anAreaThatIsNoMoreCarriesNothingOn() {
        Worked accounts = accounts();
        accounts.series.end(Worked.CITY, LocalDateTime.of(2025, 7, 1, 0, 0));
        accounts.stock("2025-01", "A " + Worked.ONE, "adults", "0/100").flow("2025-03", "A " + Worked.ONE, "p", "1/0");

        assertThat(accounts.total("2025-06")).isEqualTo("1/100");
        assertThat(accounts.total("2025-07")).isEqualTo("nothing");
    }
}
