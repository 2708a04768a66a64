package vn.hanoi.datahub.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.plan.Forecast.Outcome;
import vn.hanoi.datahub.domain.plan.Forecast.Point;

class ForecastTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    private static Goal goal(Goal.Kind kind, double value) {
        return new Goal(kind, value, null, false, null);
    }

    /** A value every ten days. */
    private static List<Point> points(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Point(FIRST.plusDays(10L * i), values[i]))
                .toList();
    }

    @Test
    void aStraightLineReachesItsGoalOnOneDay() {
        Forecast forecast = Forecast.of(goal(Goal.Kind.MINIMUM, 100), false, points(10, 20, 30, 40, 50, 60));

        // 60 on day 50, one a day: 100 on day 90
        assertThat(forecast)
                .isEqualTo(new Forecast(
                        Outcome.EXPECTED, FIRST.plusDays(90), FIRST.plusDays(90), FIRST.plusDays(90), 365.25));
    }

    @Test
    void workedExampleWithScatter() {
        // y = 12, 19, 31, 42, 48, 62 on days 0 to 50: slope 0.99429, mean 35.6667 on day 25, s² = 3.5048, t(4) = 2.132
        Forecast forecast = Forecast.of(goal(Goal.Kind.MINIMUM, 100), false, points(12, 19, 31, 42, 48, 62));

        assertThat(forecast.outcome()).isEqualTo(Outcome.EXPECTED);
        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(90)); // 25 + 64.333/0.99429 = 89.70
        assertThat(forecast.earliest()).isEqualTo(FIRST.plusDays(84)); // 83.35 by Fieller
        assertThat(forecast.latest()).isEqualTo(FIRST.plusDays(98)); // 97.12
    }

    @Test
    void aLowerGoalIsReachedFromAbove() {
        Forecast forecast = Forecast.of(goal(Goal.Kind.RANK, 3), false, points(13, 12, 11, 10, 9, 8));

        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(100));
    }

    /** The value of the year may still be short of a goal that its last months have reached. */
    @Test
    void aGoalThatTheNewestValuesReachIsExpectedNow() {
        Forecast forecast = Forecast.of(goal(Goal.Kind.MINIMUM, 100), false, points(60, 70, 80, 90, 100, 110));

        assertThat(forecast.outcome()).isEqualTo(Outcome.EXPECTED);
        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(50));
    }

    @Test
    void saysWhyThereIsNone() {
        Goal goal = goal(Goal.Kind.MINIMUM, 100);

        assertThat(Forecast.of(goal, true, points(90, 101)).outcome()).isEqualTo(Outcome.REACHED);
        assertThat(Forecast.of(goal, false, points(10, 20, 30, 40, 50)).outcome())
                .isEqualTo(Outcome.TOO_FEW_VALUES);
        assertThat(Forecast.of(goal, false, points(60, 50, 40, 30, 20, 10)).outcome())
                .isEqualTo(Outcome.MOVING_AWAY);
        assertThat(Forecast.of(goal, false, points(50, 50, 50, 50, 50, 50)).outcome())
                .isEqualTo(Outcome.MOVING_AWAY);
        assertThat(Forecast.of(goal, false, points(50, 10, 60, 20, 40, 51)).outcome())
                .isEqualTo(Outcome.NO_CLEAR_PACE);
        assertThat(Forecast.of(goal, false, points(10, 10.01, 10.02, 10.03, 10.04, 10.05))
                        .outcome())
                .isEqualTo(Outcome.TOO_FAR);
        assertThat(Forecast.of(new Goal(Goal.Kind.MILESTONE, null, null, false, null), false, points(1, 2, 3, 4, 5, 6))
                        .outcome())
                .isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(Forecast.of(goal(Goal.Kind.GROWTH, 7), false, points(1, 2, 3, 4, 5, 6))
                        .outcome())
                .isEqualTo(Outcome.NOT_COMPARABLE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void laws(long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            points.add(new Point(FIRST.plusMonths(i), 20 + 3 * i + random.nextGaussian()));
        }
        Forecast near = Forecast.of(goal(Goal.Kind.MINIMUM, 70), false, points);
        Forecast far = Forecast.of(goal(Goal.Kind.MINIMUM, 90), false, points);

        assertThat(near.on()).isBetween(near.earliest(), near.latest()).isAfter(FIRST.plusMonths(11));
        assertThat(far.on()).isAfter(near.on());
        assertThat(far.latest().toEpochDay() - far.earliest().toEpochDay())
                .isGreaterThan(near.latest().toEpochDay() - near.earliest().toEpochDay());
        // The same upside down: the units and their direction do not matter.
        List<Point> mirrored = points.stream()
                .map(point -> new Point(point.day(), -point.value()))
                .toList();
        Forecast below = Forecast.of(goal(Goal.Kind.MAXIMUM, -70), false, mirrored);
        assertThat(below.on()).isEqualTo(near.on());
        assertThat(below.latest()).isEqualTo(near.latest());
    }
}
