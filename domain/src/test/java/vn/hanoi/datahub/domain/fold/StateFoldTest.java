package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;

/** What holds at the end of a period is the sum of all changes up to there. The clock stands at 15 December 2025. */
class StateFoldTest {

    private static final Slice LAND = new Slice("sector", "land");
    private static final Slice HEALTH = new Slice("sector", "health");

    private static Worked of(FoldKind kind) {
        return Worked.of(kind, List.of("sector"), Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    }

    @Test
    void aChangeSpeaksForItsPeriodAndAllUpToNow() {
        Worked links = of(FoldKind.STATE)
                .flow("2025-02", "A " + Worked.ONE, "", "1/1", "land")
                .flow("2025-05", "B " + Worked.TWO, "", "0/1", "health");

        assertThat(links.total("2025-01")).isEqualTo("nothing");
        assertThat(links.total("2025-02")).isEqualTo("1/1");
        assertThat(links.total("2025-04")).isEqualTo("1/1");
        assertThat(links.total("2025-Q2")).isEqualTo("1/2");
        assertThat(links.total("2025-12")).isEqualTo("1/2");
        assertThat(links.total("2026-01")).isEqualTo("nothing");
        assertThat(links.sums("2025-12", Slice.agency("A"))).isEqualTo("1/1");
        assertThat(links.sums("2025-12", Slice.agency("B"))).isEqualTo("0/1");
        assertThat(links.sums("2025", LAND)).isEqualTo("1/1");
        assertThat(links.sums("2025", HEALTH)).isEqualTo("0/1");
        assertThat(links.worth("2025").value()).isEqualTo(50.0);
        assertThat(links.worth("2025").coverage()).isEqualTo(2.0 / 3);
    }

    @Test
    void aLateChangeHealsWhatIsStoredAheadOfNow_andOfItsOwnSliceAlone() {
        Worked links = of(FoldKind.STATE)
                .flow("2026-03", "A " + Worked.ONE, "", "1/1", "land")
                .flow("2026-05", "A " + Worked.ONE, "", "1/1", "land")
                .flow("2025-03", "A " + Worked.ONE, "", "0/1", "health")
                .flow("2026-04", "A " + Worked.ONE, "", "0/1", "");

        assertThat(links.total("2026-03")).isEqualTo("1/2");
        assertThat(links.total("2026-05"))
                .as("also after a change that is ahead itself")
                .isEqualTo("2/4");
        assertThat(links.total("2026-Q1")).isEqualTo("1/2");
        assertThat(links.total("2026")).isEqualTo("2/4");
        assertThat(links.sums("2026-05", LAND)).isEqualTo("2/2");
        assertThat(links.sums("2026-03", HEALTH))
                .as("nothing of it is stored there")
                .isEqualTo("nothing");
    }

    @Test
    void anAreaThatIsNoMoreHoldsNothing() {
        Worked links = of(FoldKind.STATE);
        links.series.end(Worked.CITY, LocalDateTime.of(2025, 7, 1, 0, 0));
        links.flow("2025-02", "A " + Worked.ONE, "", "1/1", "land");

        assertThat(links.total("2025-06")).isEqualTo("1/1");
        assertThat(links.total("2025-07")).isEqualTo("nothing");
    }

    @Test
    void aKeyCountsWhileAnythingHoldsForIt() {
        Worked agencies = of(FoldKind.STATE_DISTINCT)
                .flow("2025-02", "A " + Worked.ONE, "A", "1/0", "land")
                .flow("2025-02", "A " + Worked.ONE, "A", "1/0", "health")
                .flow("2025-02", "B " + Worked.ONE, "B", "1/0", "")
                .flow("2025-03", "C " + Worked.ONE, "C", "0/0", "land")
                .flow("2025-06", "A " + Worked.ONE, "A", "-1/0", "land");

        assertThat(agencies.total("2025-02")).isEqualTo("2/-");
        assertThat(agencies.total("2025-12")).isEqualTo("2/-");
        assertThat(agencies.sums("2025-05", LAND)).isEqualTo("1/-");
        assertThat(agencies.sums("2025-06", LAND)).isEqualTo("0/-");
        assertThat(agencies.sums("2025-06", HEALTH)).isEqualTo("1/-");
        assertThat(agencies.worth("2025-12").events()).isEqualTo(5);
        assertThat(agencies.worth("2025-12").value()).isEqualTo(2.0);

        agencies.flow("2025-07", "A " + Worked.ONE, "A", "-1/0", "health");

        assertThat(agencies.total("2025-12")).isEqualTo("1/-");
    }

    /** Three are expected. */
    @Test
    void aKeyCanBeAShareOfThoseExpected() {
        Worked agencies = Worked.of(FoldKind.STATE_DISTINCT, List.of("sector"), null, true, Granularity.MONTH)
                .flow("2025-02", "A " + Worked.ONE, "A", "1/0", "land");

        assertThat(agencies.total("2025-03")).isEqualTo("1/3");
        assertThat(agencies.worth("2025-03").value()).isEqualTo(100.0 / 3);
    }

    /** A and B become C at the end of June, and D ends without a successor. */
    @Test
    void whatHoldsForAnAgencyThatHasEndedCountsForItsSuccessor() {
        Worked agencies = Worked.of(FoldKind.STATE_DISTINCT, List.of("sector"), null, true, Granularity.MONTH);
        LocalDateTime july = LocalDateTime.of(2025, 7, 1, 0, 0);
        agencies.series.succeed("A", july, "C");
        agencies.series.succeed("B", july, "C");
        agencies.series.end("D", july);
        for (String agency : List.of("A", "B", "D")) {
            agencies.flow("2025-02", agency + " " + Worked.ONE, agency, "1/0", "land");
        }

        assertThat(agencies.total("2025-06")).isEqualTo("3/3");
        assertThat(agencies.total("2025-07")).isEqualTo("1/3");
    }

    @Test
    void aLateKeyHealsWhatIsStoredAheadOfNow_andOfItsOwnSliceAlone() {
        Worked agencies = of(FoldKind.STATE_DISTINCT)
                .flow("2026-03", "A " + Worked.ONE, "A", "1/0", "land")
                .flow("2025-03", "B " + Worked.ONE, "B", "1/0", "health");

        assertThat(agencies.total("2026-03")).isEqualTo("2/-");
        assertThat(agencies.sums("2026-03", LAND)).isEqualTo("1/-");
        assertThat(agencies.sums("2026-03", HEALTH)).isEqualTo("nothing");
    }

    @Test
    void whatWasDone_isHeldAgainstWhatThereIsAndWhatWasAdded() {
        Worked records = of(FoldKind.CUMULATIVE)
                .stock("2025-01", "A " + Worked.ONE, "books", "0/100", "")
                .stock("2025-01", "B " + Worked.TWO, "books", "0/50", "")
                .flow("2025-02", "A " + Worked.ONE, "", "3/1", "land")
                .flow("2025-03", "B " + Worked.TWO, "", "1/0", "");

        assertThat(records.total("2025-01")).isEqualTo("0/150");
        assertThat(records.total("2025-02")).isEqualTo("3/151");
        assertThat(records.total("2025-12")).isEqualTo("4/151");
        assertThat(records.sums("2025-12", Slice.agency("A"))).isEqualTo("3/101");
        assertThat(records.sums("2025-12", Slice.agency("B"))).isEqualTo("1/50");
        assertThat(records.sums("2025-12", LAND))
                .as("books are not counted by sector")
                .isEqualTo("3/1");
        assertThat(records.worth("2025-12").events()).isEqualTo(4);
    }
}
