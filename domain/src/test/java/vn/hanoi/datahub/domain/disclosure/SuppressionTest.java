package vn.hanoi.datahub.domain.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody keeps all releases of a table and tries to work a hidden count out: over the city's districts and communes,
 * over the quarter's months, and from one release to the next, where they guess rightly which counts have not changed.
 */
class SuppressionTest {

    private static final List<String> AREAS =
            List.of("city", "d1", "d2", "d1/a", "d1/b", "d1/c", "d2/a", "d2/b", "d2/c", "d2/d");
    private static final List<String> PERIODS = List.of("Q1", "m1", "m2", "m3");

    private record Name(String area, String period) {}

    private record Cell(Name name, int count) {}

    private record Release(Map<Name, Integer> truth, Set<Name> shown) {}

    /** Which cells of a table are hidden; empty for no release. */
    private interface Policy {
        Optional<Set<Name>> hidden(Map<Name, Integer> truth, List<Release> before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_hidden_small_count_can_be_worked_out_of_any_number_of_releases(long seed) {
        Outcome outcome = play(seed, SuppressionTest::suppressed);
        assertThat(outcome.recovered()).isEmpty();
        assertThat(outcome.releases()).as("some are held back, but not all").isGreaterThan(2);
        assertThat(outcome.shown())
                .as("share of counts shown, where a third of them are small or were")
                .isGreaterThan(0.25);
    }

    @Test
    void hiding_the_small_counts_alone_would_give_them_away() {
        assertThat(play(1, (truth, before) -> Optional.of(small(truth))).recovered())
                .isNotEmpty();
    }

    @Test
    void looking_at_each_release_alone_would_give_counts_away_between_two() {
        Set<String> recovered = new HashSet<>();
        for (long seed = 1; seed <= 8; seed++) {
            recovered.addAll(
                    play(seed, (truth, before) -> suppressed(truth, List.of())).recovered());
        }
        assertThat(recovered).isNotEmpty();
    }

    @Test
    void a_count_that_becomes_small_after_it_was_shown_keeps_the_former_release() {
        Map<Name, Integer> first = table(Map.of("d1/a", 10, "d1/b", 8, "d2/a", 30, "d2/b", 40));
        Release shown = new Release(first, first.keySet());
        Map<Name, Integer> corrected = table(Map.of("d1/a", 10, "d1/b", 3, "d2/a", 30, "d2/b", 40));
        assertThat(suppressed(first, List.of())).contains(Set.of());
        assertThat(suppressed(corrected, List.of(shown)))
                .as("everybody knows the others, and that d1/b alone has changed")
                .isEmpty();
    }

    private record Outcome(Set<String> recovered, int releases, double shown) {}

    private static Outcome play(long seed, Policy policy) {
        Random random = new Random(seed);
        Map<Name, Integer> leaves = new HashMap<>();
        List<Release> releases = new ArrayList<>();
        long counts = 0;
        long shown = 0;
        for (int step = 0; step < 40; step++) {
            int changes = step == 0 ? 15 : random.nextInt(3) + 1;
            for (int i = 0; i < changes; i++) {
                String area = AREAS.get(3 + random.nextInt(AREAS.size() - 3));
                String month = PERIODS.get(1 + random.nextInt(3));
                leaves.put(new Name(area, month), random.nextInt(3) == 0 ? random.nextInt(6) : random.nextInt(60));
            }
            Map<Name, Integer> truth = totals(leaves);
            Optional<Set<Name>> hidden = policy.hidden(truth, releases);
            if (hidden.isPresent()) {
                Set<Name> visible = new HashSet<>(truth.keySet());
                visible.removeAll(hidden.get());
                releases.add(new Release(truth, visible));
                counts += truth.size();
                shown += visible.size();
            }
        }
        return new Outcome(attack(releases), releases.size(), (double) shown / counts);
    }

    private static Set<Name> small(Map<Name, Integer> truth) {
        Set<Name> small = new HashSet<>();
        truth.forEach((name, count) -> {
            if (count > 0 && count < 5) {
                small.add(name);
            }
        });
        return small;
    }

    private static Optional<Set<Name>> suppressed(Map<Name, Integer> truth, List<Release> before) {
        return Suppression.of(
                        List.of(column(truth, Set.of())),
                        before.stream()
                                .map(release -> {
                                    Set<Name> hidden =
                                            new HashSet<>(release.truth().keySet());
                                    hidden.removeAll(release.shown());
                                    return List.of(column(release.truth(), hidden));
                                })
                                .toList())
                .map(hidden -> hidden.getOrDefault("dataset", Set.of()));
    }

    private static Column<Name> column(Map<Name, Integer> truth, Set<Name> hidden) {
        Map<Name, BigDecimal> numbers = new HashMap<>();
        truth.forEach((name, count) -> numbers.put(name, BigDecimal.valueOf(count)));
        List<Equation<Name>> equations = equations(truth).stream()
                .map(equation -> new Equation<>(
                        equation.whole().name(),
                        equation.parts().stream().map(Cell::name).toList()))
                .toList();
        return new Column<>("dataset", "count", numbers, equations, hidden, row -> row);
    }

    /**
     * Two indicators out of the same denominator. Alone, one would hide a with c and show b, the other a with b and
     * show c.
     */
    @Test
    void two_datasets_that_count_the_same_do_not_give_each_others_hidden_counts_away() {
        Map<Name, Integer> dossiers = table(Map.of("d1/a", 3, "d1/b", 12, "d1/c", 14, "d2/a", 30, "d2/b", 40));
        Map<Name, Integer> online = table(Map.of("d1/a", 3, "d1/b", 11, "d1/c", 2, "d2/a", 20, "d2/b", 30));
        Map<Name, Integer> onTime = table(Map.of("d1/a", 3, "d1/b", 12, "d1/c", 14, "d2/a", 30, "d2/b", 40));
        Map<String, Set<Name>> hidden = Suppression.of(
                        List.of(
                                named("online", "denominator", dossiers),
                                named("online", "online", online),
                                named("on time", "denominator", dossiers),
                                named("on time", "on time", onTime)),
                        List.<List<Column<Name>>>of())
                .orElseThrow();
        Name c = new Name("d1/c", "m1");
        assertThat(hidden.get("online")).contains(c);
        Set<Name> shownSomewhere = new HashSet<>(dossiers.keySet());
        shownSomewhere.removeIf(row ->
                hidden.get("online").contains(row) && hidden.get("on time").contains(row));
        assertThat(attack(List.of(new Release(dossiers, shownSomewhere)))).isEmpty();
        assertThat(shownSomewhere).contains(new Name("city", "m1"), new Name("city", "Q1"));
    }

    private static Column<Name> named(String dataset, String name, Map<Name, Integer> truth) {
        Column<Name> column = column(truth, Set.of());
        return new Column<>(dataset, name, column.numbers(), column.equations(), Set.of(), row -> row);
    }

    @Test
    void a_hidden_row_that_is_empty_now_is_shown_and_gives_nothing_away() {
        Map<Name, Integer> first = table(Map.of("d1/a", 3, "d1/b", 12, "d1/c", 14, "d2/a", 30, "d2/b", 40));
        Set<Name> hidden = suppressed(first, List.of()).orElseThrow();
        assertThat(hidden).contains(new Name("d1/a", "m1"), new Name("d1/b", "m1"));
        Set<Name> shown = new HashSet<>(first.keySet());
        shown.removeAll(hidden);
        Map<Name, Integer> then = table(Map.of("d1/a", 0, "d1/b", 12, "d1/c", 14, "d2/a", 30, "d2/b", 40));
        assertThat(suppressed(then, List.of(new Release(first, shown))))
                .as("b would be the only one unknown, and with it a of before")
                .isEmpty();
    }

    private static Map<Name, Integer> table(Map<String, Integer> ofFirstMonth) {
        Map<Name, Integer> leaves = new HashMap<>();
        ofFirstMonth.forEach((area, count) -> leaves.put(new Name(area, "m1"), count));
        return totals(leaves);
    }

    private static Map<Name, Integer> totals(Map<Name, Integer> leaves) {
        Map<Name, Integer> totals = new HashMap<>();
        leaves.forEach((leaf, count) -> {
            for (String area : List.of(leaf.area(), leaf.area().substring(0, 2), "city")) {
                for (String period : List.of(leaf.period(), "Q1")) {
                    totals.merge(new Name(area, period), count, Integer::sum);
                }
            }
        });
        return totals;
    }

    private static List<Equation<Cell>> equations(Map<Name, Integer> truth) {
        List<Equation<Cell>> equations = new ArrayList<>();
        for (Name whole : truth.keySet()) {
            List<Cell> inSpace = new ArrayList<>();
            List<Cell> inTime = new ArrayList<>();
            truth.forEach((part, count) -> {
                if (part.period().equals(whole.period()) && isRightAbove(whole.area(), part.area())) {
                    inSpace.add(new Cell(part, count));
                }
                if (part.area().equals(whole.area())
                        && whole.period().equals("Q1")
                        && !part.period().equals("Q1")) {
                    inTime.add(new Cell(part, count));
                }
            });
            for (List<Cell> parts : List.of(inSpace, inTime)) {
                if (!parts.isEmpty()) {
                    equations.add(new Equation<>(new Cell(whole, truth.get(whole)), parts));
                }
            }
        }
        return equations;
    }

    private static boolean isRightAbove(String above, String below) {
        return above.equals("city") ? below.length() == 2 : below.startsWith(above + "/");
    }

    /** Solves all sums of all releases at once, in floating point and with none of the code under test. */
    private static Set<String> attack(List<Release> releases) {
        Map<Cell, Integer> columns = new HashMap<>();
        Set<Cell> shown = new HashSet<>();
        releases.forEach(release -> release.shown()
                .forEach(name -> shown.add(new Cell(name, release.truth().get(name)))));
        List<Equation<Cell>> all = releases.stream()
                .flatMap(release -> equations(release.truth()).stream())
                .distinct()
                .toList();
        all.forEach(equation -> equation.members().stream()
                .filter(cell -> !shown.contains(cell))
                .forEach(cell -> columns.putIfAbsent(cell, columns.size())));
        double[][] rows = new double[all.size()][columns.size()];
        for (int i = 0; i < all.size(); i++) {
            Integer whole = columns.get(all.get(i).whole());
            if (whole != null) {
                rows[i][whole] += 1;
            }
            for (Cell part : all.get(i).parts()) {
                Integer column = columns.get(part);
                if (column != null) {
                    rows[i][column] -= 1;
                }
            }
        }
        reduce(rows, columns.size());
        Set<String> recovered = new HashSet<>();
        columns.forEach((cell, column) -> {
            for (double[] row : rows) {
                if (isOnly(row, column) && cell.count() > 0 && cell.count() < 5) {
                    recovered.add(cell.toString());
                }
            }
        });
        return recovered;
    }

    private static boolean isOnly(double[] row, int column) {
        for (int i = 0; i < row.length; i++) {
            if (Math.abs(row[i]) > 1e-6 != (i == column)) {
                return false;
            }
        }
        return true;
    }

    private static void reduce(double[][] rows, int columns) {
        int next = 0;
        for (int column = 0; column < columns && next < rows.length; column++) {
            int best = next;
            for (int i = next; i < rows.length; i++) {
                best = Math.abs(rows[i][column]) > Math.abs(rows[best][column]) ? i : best;
            }
            if (Math.abs(rows[best][column]) < 1e-9) {
                continue;
            }
            double[] pivot = rows[best];
            rows[best] = rows[next];
            rows[next] = pivot;
            double factor = pivot[column];
            for (int i = 0; i < columns; i++) {
                pivot[i] /= factor;
            }
            for (int i = 0; i < rows.length; i++) {
                double times = rows[i][column];
                if (i != next && times != 0) {
                    for (int j = 0; j < columns; j++) {
                        rows[i][j] -= times * pivot[j];
                    }
                }
            }
            next++;
        }
    }
}
