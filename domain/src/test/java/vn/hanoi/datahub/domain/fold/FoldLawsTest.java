package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    private static final int SEEDS = 20;

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
        return switch (kind) {
            case MEMBER_MEAN, VN_AQI_HOURLY, VN_AQI_DAILY ->
                kind.over(List.of(Granularity.HOUR, Granularity.DAY), List.of("station", "parameter"), BigDecimal.ONE);
            case SNAPSHOT, STATE ->
                kind.over(
                        List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR),
                        List.of("operator"),
                        BigDecimal.ONE);
            default ->
                kind.over(
                        List.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR),
                        List.of("sector"),
                        BigDecimal.ONE);
        };
    }

    private static List<Change> changes(FoldKind kind, Random random) {
        return IntStream.range(0, 60)
                .mapToObj(i -> switch (kind) {
                    case MEMBER_MEAN, VN_AQI_HOURLY, VN_AQI_DAILY ->
                        change(
                                "2025-07-01T0" + random.nextInt(10),
                                List.of("S" + random.nextInt(3), random.nextBoolean() ? "PM25" : "O3"),
                                random.nextInt(3000) / 10.0,
                                1);
                    case SNAPSHOT ->
                        change(
                                pick(random, "2025-01", "2025-02", "2025-Q1", "2025-Q2", "2025", "2024-12"),
                                List.of(pick(random, "", "", "VNPT")),
                                random.nextInt(90),
                                100);
                    case STATE ->
                        change(
                                "2025-0" + (1 + random.nextInt(9)),
                                List.of(pick(random, "A", "B")),
                                random.nextInt(2),
                                1);
                    default ->
                        change(
                                "2025-07-0" + (1 + random.nextInt(9)),
                                List.of(pick(random, "land", "health")),
                                random.nextInt(2),
                                1);
                })
                .toList();
    }

    private static Change change(String period, List<String> members, double numerator, int denominator) {
        return new Change(
                new Coordinates(Period.parse(period), "H26.HCC", "00004", members),
                Tally.of(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator)));
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
}
