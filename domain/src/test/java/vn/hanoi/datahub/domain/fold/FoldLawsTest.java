package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** Laws every fold keeps, over random contributions; the seed is in the name of the failing case. */
class FoldLawsTest {

    /** Mutation tests run every law for every changed line: fewer seeds have to do there. */
    private static final int SEEDS = Integer.getInteger("fold.seeds", 10);

    private record Change(Coordinates at, Tally tally) {
        Change undone() {
            return new Change(at, tally.negated());
        }
    }

    static Stream<Arguments> foldsAndSeeds() {
        return Stream.of(FoldKind.values())
                .flatMap(kind -> IntStream.range(0, SEEDS).mapToObj(seed -> Arguments.of(kind, seed)));
    }

    private static Fold fold(FoldKind kind) {
        return kind.over(
                switch (kind) {
                    case MEMBER_MEAN, MEMBER_MAX, VN_AQI_HOURLY, VN_AQI_DAILY, LATEST ->
                        settings(List.of(Granularity.HOUR, Granularity.DAY), List.of("station", "parameter"));
                    case FRESHNESS ->
                        settings(
                                List.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR), List.of("type", "feed"));
                    case GROWTH -> settings(List.of(Granularity.YEAR), List.of("sector"));
                    case RATIO, REPORT_RATIO, SUM ->
                        settings(List.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR), List.of("sector"));
                    default ->
                        settings(List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR), List.of("sector"));
                });
    }

    private static FoldSettings settings(List<Granularity> periods, List<String> dimensions) {
        return new FoldSettings(periods, dimensions, BigDecimal.ONE, "S1", false);
    }

    private static List<Change> changes(FoldKind kind, Random random) {
        return IntStream.range(0, 60).mapToObj(i -> change(kind, random)).toList();
    }

    private static Change change(FoldKind kind, Random random) {
        String sector = pick(random, "", "", "land", "health");
        return switch (kind) {
            case MEMBER_MEAN, MEMBER_MAX, VN_AQI_HOURLY, VN_AQI_DAILY, LATEST ->
                change(
                        "2025-07-01T0" + random.nextInt(10),
                        List.of("S" + random.nextInt(3), random.nextBoolean() ? "PM25" : "O3"),
                        kind == FoldKind.LATEST ? "t" + random.nextInt(4) + "|" + random.nextInt(9) : "",
                        Part.FLOW,
                        Tally.of(BigDecimal.valueOf(random.nextInt(3000), 1), BigDecimal.ONE));
            case FRESHNESS -> {
                String type = pick(random, "land", "health");
                String day = pick(random, "2024-12-30T", "2024-12-31T", "2025-01-01T", "2025-01-03T", "2025-02-01T");
                yield change(
                        day + "0" + random.nextInt(9), List.of(type, "H26.HCC/" + type), "", Part.FLOW, tally(0, 0));
            }
            case SNAPSHOT, MINIMUM, REGISTER -> report(random, sector, "");
            case GROWTH ->
                change("202" + random.nextInt(6), List.of(sector), "", Part.FLOW, tally(random.nextInt(90), 100));
            case RATIO, REPORT_RATIO, SUM ->
                change(
                        "2025-07-0" + (1 + random.nextInt(9)),
                        List.of(sector),
                        "",
                        Part.FLOW,
                        tally(random.nextInt(2), 1));
            default ->
                random.nextInt(3) == 0 && (kind == FoldKind.CUMULATIVE || kind == FoldKind.ROLLING_DISTINCT)
                        ? report(random, "", "")
                        : change(
                                "2025-0" + (1 + random.nextInt(9)),
                                List.of(sector),
                                pick(random, "p", "q", "r"),
                                Part.FLOW,
                                tally(random.nextInt(2), 1));
        };
    }

    private static Change report(Random random, String sector, String key) {
        return change(
                pick(random, "2025-01", "2025-02", "2025-Q1", "2025-Q2", "2025", "2024-12"),
                List.of(sector),
                key,
                Part.STOCK,
                tally(random.nextInt(90), 100));
    }

    private static Tally tally(int numerator, int denominator) {
        return Tally.of(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator));
    }

    private static Change change(String period, List<String> members, String key, Part part, Tally tally) {
        return new Change(
                new Coordinates(Period.parse(period), "H26.HCC", "00004@2025-07-01", members, key, part), tally);
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static MemorySeries run(FoldKind kind, List<Change> changes) {
        MemorySeries series = new MemorySeries(fold(kind));
        changes.forEach(change -> series.change(change.at(), change.tally()));
        return series;
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void valuesDoNotDependOnTheOrder(FoldKind kind, int seed) {
        Random random = new Random(seed);
        List<Change> changes = changes(kind, random);
        List<Change> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, random);

        assertThat(run(kind, shuffled).values())
                .isEqualTo(run(kind, changes).values())
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void changesMayArriveCombined(FoldKind kind, int seed) {
        List<Change> changes = changes(kind, new Random(seed));
        Map<Coordinates, Tally> combined = new LinkedHashMap<>();
        changes.forEach(change -> combined.merge(change.at(), change.tally(), Tally::plus));
        List<Change> merged = new ArrayList<>();
        combined.forEach((at, tally) -> merged.add(new Change(at, tally)));

        assertThat(run(kind, merged).values()).isEqualTo(run(kind, changes).values());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void aLateClockGivesWhatAnEarlyOneGave(FoldKind kind, int seed) {
        List<Change> changes = changes(kind, new Random(seed));
        MemorySeries early = run(kind, changes);
        early.moveTo(LocalDateTime.of(2027, 3, 1, 0, 0));
        MemorySeries late = new MemorySeries(fold(kind));
        late.moveTo(LocalDateTime.of(2027, 3, 1, 0, 0));
        changes.forEach(change -> late.change(change.at(), change.tally()));

        assertThat(late.values()).isEqualTo(early.values());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void takingBackLeavesNoTrace(FoldKind kind, int seed) {
        Random random = new Random(seed);
        List<Change> kept = changes(kind, random);
        List<Change> taken = changes(kind, random);
        List<Change> all = new ArrayList<>(kept);
        all.addAll(taken);
        Collections.shuffle(all, random);
        taken.forEach(change -> all.add(change.undone()));

        assertThat(run(kind, all).values()).isEqualTo(run(kind, kept).values());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void takingAllBackLeavesNothing(FoldKind kind, int seed) {
        List<Change> changes = changes(kind, new Random(seed));
        List<Change> all = new ArrayList<>(changes);
        changes.forEach(change -> all.add(change.undone()));

        assertThat(run(kind, all).values()).isEmpty();
    }

    /** So the processor makes all values of a series anew. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void theCellsTogetherNameAllThatHasAValue(FoldKind kind, int seed) {
        MemorySeries series = run(kind, changes(kind, new Random(seed)));

        assertThat(series.touched()).containsAll(series.values().keySet());
    }

    /** Whoever takes a whole row for what one of its cells changed relies on it. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("foldsAndSeeds")
    void aLocalFoldAffectsNoOtherCell(FoldKind kind, int seed) {
        Fold fold = fold(kind);
        MemorySeries series = new MemorySeries(fold);
        for (Change change : changes(kind, new Random(seed))) {
            fold.spread(change.at(), change.tally(), (cell, tally) -> {
                List<Cell> affected = new ArrayList<>();
                fold.affected(cell, series, affected);
                if (fold.isLocal()) {
                    assertThat(affected).isEqualTo(cell.slice().isLeaf() ? List.of() : List.of(cell));
                }
            });
        }
    }
}
