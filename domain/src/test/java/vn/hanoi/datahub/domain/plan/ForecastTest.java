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

    /** Returns the forecast on the day of the newest value. */
    private static Forecast forecast(Goal goal, List<Point> points) {
        return Forecast.of(goal, false, points, points.get(points.size() - 1).day());
    }

    @Test
    void aStraightLineReachesItsGoalOnOneDay() {
        Forecast forecast = forecast(goal(Goal.Kind.MINIMUM, 100), points(10, 20, 30, 40, 50, 60));

        // 60 on day 50, one a day: 100 on day 90
        assertThat(forecast)
                .isEqualTo(new Forecast(
                        Outcome.EXPECTED, FIRST.plusDays(90), FIRST.plusDays(90), FIRST.plusDays(90), 365.25));
    }

    @Test
    void workedExampleWithScatter() {
        // y = 12, 19, 31, 42, 48, 62 on days 0 to 50: slope 0.99429, mean 35.6667 on day 25, s² = 3.5048, t(4) = 2.132
        Forecast forecast = forecast(goal(Goal.Kind.MINIMUM, 100), points(12, 19, 31, 42, 48, 62));

        assertThat(forecast.outcome()).isEqualTo(Outcome.EXPECTED);
        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(90)); // 25 + 64.333/0.99429 = 89.70
        assertThat(forecast.earliest()).isEqualTo(FIRST.plusDays(84)); // 83.35 by Fieller
        assertThat(forecast.latest()).isEqualTo(FIRST.plusDays(98)); // 97.12
    }

    @Test
    void aLowerGoalIsReachedFromAbove() {
        Forecast forecast = forecast(goal(Goal.Kind.RANK, 3), points(13, 12, 11, 10, 9, 8));

        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(100));
    }

    /** The value of the year may still be short of a goal that its last months have reached. */
    @Test
    void aGoalThatTheNewestValuesReachIsExpectedNow() {
        Forecast forecast = forecast(goal(Goal.Kind.MINIMUM, 100), points(60, 70, 80, 90, 100, 110));

        assertThat(forecast.outcome()).isEqualTo(Outcome.EXPECTED);
        assertThat(forecast.on()).isEqualTo(FIRST.plusDays(50));
    }

    /** The line crosses 100 on day 90; the newest value is of day 50. */
    @Test
    void nothingIsExpectedBeforeTheDayItIsMadeOn() {
        Goal goal = goal(Goal.Kind.MINIMUM, 100);
        List<Point> straight = points(10, 20, 30, 40, 50, 60);

        assertThat(Forecast.of(goal, false, straight, FIRST.plusDays(80)).on()).isEqualTo(FIRST.plusDays(90));
        assertThat(Forecast.of(goal, false, straight, FIRST.plusDays(120)))
                .extracting(Forecast::outcome, Forecast::on, Forecast::earliest, Forecast::latest)
                .containsExactly(Outcome.EXPECTED, FIRST.plusDays(120), FIRST.plusDays(120), FIRST.plusDays(120));
        // 12 … 62 crosses between day 84 and day 98
        Forecast scattered = Forecast.of(goal, false, points(12, 19, 31, 42, 48, 62), FIRST.plusDays(88));
        assertThat(scattered)
                .extracting(Forecast::on, Forecast::earliest, Forecast::latest)
                .containsExactly(FIRST.plusDays(90), FIRST.plusDays(88), FIRST.plusDays(98));
        assertThat(Forecast.of(goal, false, points(160, 150, 140, 130, 120, 110), FIRST.plusDays(55))
                        .outcome())
                .isEqualTo(Outcome.MOVING_AWAY); // still there by the line, but not for long
    }

    @Test
    void aRangeIsReachedFromBothSides() {
        Goal range = new Goal(Goal.Kind.RANGE, 80.0, 90.0, false, null);

        // one a day: 60 on day 50 is 80 on day 70; 140 on day 50 is 90 on day 100
        assertThat(forecast(range, points(10, 20, 30, 40, 50, 60)).on()).isEqualTo(FIRST.plusDays(70));
        assertThat(forecast(range, points(190, 180, 170, 160, 150, 140)).on()).isEqualTo(FIRST.plusDays(100));
        assertThat(forecast(range, points(100, 110, 120, 130, 140, 150)).outcome())
                .isEqualTo(Outcome.MOVING_AWAY);
    }

    @Test
    void saysWhyThereIsNone() {
        Goal goal = goal(Goal.Kind.MINIMUM, 100);

        assertThat(Forecast.of(goal, true, points(90, 101), FIRST).outcome()).isEqualTo(Outcome.REACHED);
        assertThat(forecast(goal, points(10, 20, 30, 40, 50)).outcome()).isEqualTo(Outcome.TOO_FEW_VALUES);
        assertThat(forecast(goal, points(60, 50, 40, 30, 20, 10)).outcome()).isEqualTo(Outcome.MOVING_AWAY);
        assertThat(forecast(goal, points(50, 50, 50, 50, 50, 50)).outcome()).isEqualTo(Outcome.MOVING_AWAY);
        assertThat(forecast(goal, points(50, 10, 60, 20, 40, 51)).outcome()).isEqualTo(Outcome.NO_CLEAR_PACE);
        assertThat(forecast(goal, points(10, 10.01, 10.02, 10.03, 10.04, 10.05)).outcome())
                .isEqualTo(Outcome.TOO_FAR);
        assertThat(forecast(new Goal(Goal.Kind.MILESTONE, null, null, false, null), points(1, 2, 3, 4, 5, 6))
                        .outcome())
                .isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(forecast(goal(Goal.Kind.GROWTH, 7), points(1, 2, 3, 4, 5, 6)).outcome())
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
        Forecast near = forecast(goal(Goal.Kind.MINIMUM, 70), points);
        Forecast far = forecast(goal(Goal.Kind.MINIMUM, 90), points);

        assertThat(near.on()).isBetween(near.earliest(), near.latest()).isAfter(FIRST.plusMonths(11));
        assertThat(far.on()).isAfter(near.on());
        assertThat(far.latest().toEpochDay() - far.earliest().toEpochDay())
                .isGreaterThan(near.latest().toEpochDay() - near.earliest().toEpochDay());
        // The same upside down: the units and their direction do not matter.
        List<Point> mirrored = points.stream()
                .map(point -> new Point(point.day(), -point.value()))
                .toList();
        Forecast below = forecast(goal(Goal.Kind.MAXIMUM, -70), mirrored);
        assertThat(below.on()).isEqualTo(near.on());
        assertThat(below.latest()).isEqualTo(near.latest());
    }
}
