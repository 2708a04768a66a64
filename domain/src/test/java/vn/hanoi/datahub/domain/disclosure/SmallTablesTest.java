package vn.hanoi.datahub.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows of a table are hidden, where it is small enough to say so by looking at it. */
class SmallTablesTest {

    private static final String WHOLE = "whole";

    /** Rows and their sum. */
    private static Column<String> column(Map<String, Integer> parts, Set<String> hidden) {
        Map<String, BigDecimal> numbers = new HashMap<>();
        parts.forEach((row, count) -> numbers.put(row, BigDecimal.valueOf(count)));
        numbers.put(
                WHOLE,
                BigDecimal.valueOf(
                        parts.values().stream().mapToInt(count -> count).sum()));
        return new Column<>(
                "d", "count", numbers, List.of(new Equation<>(WHOLE, List.copyOf(parts.keySet()))), hidden, row -> row);
    }

    @SafeVarargs
    private static Optional<Set<String>> hidden(Column<String> table, Column<String>... before) {
        List<List<Column<String>>> releases = new ArrayList<>();
        for (Column<String> release : before) {
            releases.add(List.of(release));
        }
        return Suppression.of(List.of(table), releases).map(hidden -> hidden.getOrDefault("d", Set.of()));
    }

    private static Optional<Set<String>> hidden(Map<String, Integer> parts) {
        return hidden(column(parts, Set.of()));
    }

    @Test
    void fourAreHidden_fiveAndNobodyAreShown() {
        assertThat(hidden(Map.of("a", 4, "b", 40, "c", 50))).contains(Set.of("a", "b"));
        assertThat(hidden(Map.of("a", 5, "b", 40, "c", 50))).contains(Set.of());
        assertThat(hidden(Map.of("a", 0, "b", 40, "c", 50))).contains(Set.of());
    }

    @Test
    void nobodyIsNoCompany() {
        assertThat(hidden(Map.of("a", 4, "none", 0, "b", 40, "c", 50))).contains(Set.of("a", "b"));
    }

    /** Two that are known to be nine together could only be small ones, or one of them is. */
    @Test
    void whatIsHiddenTogetherIsTenAtLeast() {
        assertThat(hidden(Map.of("a", 4, "b", 6, "c", 50))).contains(Set.of("a", "b"));
        assertThat(hidden(Map.of("a", 4, "b", 5, "c", 50))).contains(Set.of("a", "b", "c"));
    }

    @Test
    void aRowThatCannotBeShownIsHidden_andAnEmptyOneBesideItHidesNothing() {
        assertThat(hidden(column(Map.of("a", 12, "none", 0, "b", 30, "c", 50), Set.of("a", "none"))))
                .contains(Set.of("a", "none", "b"));
    }

    @Test
    void whatWasHiddenAndIsEmptyNow_isShown() {
        Column<String> before = column(Map.of("a", 3, "b", 12, "c", 14), Set.of("a", "b"));

        assertThat(hidden(column(Map.of("a", 0, "b", 0, "c", 14), Set.of()), before))
                .contains(Set.of());
        assertThat(hidden(column(Map.of("a", 9, "b", 13, "c", 14), Set.of()), before))
                .as("what is not empty stays hidden")
                .contains(Set.of("a", "b"));
    }

    @Test
    void whereNothingMoreCanBeHidden_theTableIsNotReleased() {
        Column<String> before = column(Map.of("a", 3, "b", 4), Set.of("a", "b"));

        assertThat(hidden(column(Map.of("a", 3, "b", 4), Set.of()), before))
                .as("everybody knows that they are seven")
                .isEmpty();
    }

    /**
     * Four areas in four months, with the sums of each. Hidden are two squares (areas 1 and 2 in months 1 and 2, 3 and
     * 4 in 3 and 4) and the one cell between them: no sum has fewer than two unknowns, and all together give that one
     * away.
     */
    @Test
    void aCellThatAllSumsTogetherGiveAway_isHiddenBetter() {
        Map<String, BigDecimal> numbers = new HashMap<>();
        List<Equation<String>> sums = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            List<String> ofArea = new ArrayList<>();
            List<String> ofMonth = new ArrayList<>();
            for (int j = 1; j <= 4; j++) {
                numbers.put("a" + i + "m" + j, BigDecimal.valueOf(20 + 4 * i + j));
                ofArea.add("a" + i + "m" + j);
                ofMonth.add("a" + j + "m" + i);
            }
            sums.add(new Equation<>("a" + i, ofArea));
            sums.add(new Equation<>("m" + i, ofMonth));
        }
        sums.forEach(sum -> numbers.put(
                sum.whole(),
                BigDecimal.valueOf(sum.parts().stream()
                        .mapToLong(part -> 20 + 4L * (part.charAt(1) - '0') + part.charAt(3) - '0')
                        .sum())));
        Set<String> given = Set.of("a1m1", "a1m2", "a2m1", "a2m2", "a2m3", "a3m3", "a3m4", "a4m3", "a4m4");
        assertThat(Equations.determined(sums, given)).containsExactly("a2m3");

        Set<String> hidden = hidden(new Column<>("d", "count", numbers, sums, given, row -> row))
                .orElseThrow();

        assertThat(hidden)
                .as("one more in each of the two sums that give it away")
                .containsAll(given)
                .hasSize(given.size() + 2);
        assertThat(Equations.determined(sums, new HashSet<>(hidden))).isEmpty();
    }
}
