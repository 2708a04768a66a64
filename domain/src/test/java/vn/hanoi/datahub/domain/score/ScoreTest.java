package vn.hanoi.datahub.domain.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion.Kind;
import vn.hanoi.datahub.domain.score.CompositeIndex.Series;
import vn.hanoi.datahub.domain.score.Score.Known;
import vn.hanoi.datahub.domain.score.Score.Ranked;

class ScoreTest {

    private static final Text TEXT = new Text("", "");
    private static final Scale TABLE = new Scale.Table(List.of(
            new Scale.Step(95, new BigDecimal("10")),
            new Scale.Step(80, new BigDecimal("5")),
            new Scale.Step(90, new BigDecimal("7.5"))));

    private static Criterion criterion(Kind kind, String max, Scale scale, @Nullable String reported) {
        return new Criterion("c", TEXT, "g", kind, new BigDecimal(max), new Criterion.Source("i", scale, reported));
    }

    private static Score score(String unit, Score.Scored... criteria) {
        return new Score(unit, List.of(criteria));
    }

    private static Score.Scored points(Kind kind, String points) {
        return Score.of(
                criterion(kind, "100", new Scale.Reported(), null), new Known(Double.valueOf(points), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"79.9, 0.00", "80, 5.00", "89.99, 5.00", "90, 7.50", "95, 10.00", "100, 10.00", "-5, 0.00"})
    void aTableGivesThePointsOfTheHighestThresholdReached(double value, String points) {
        assertThat(TABLE.points(value, BigDecimal.TEN)).isEqualByComparingTo(points);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 100, 50, 0.00",
        "50, 100, 75, 4.00",
        "50, 100, 66.6, 2.66",
        "50, 100, 100, 8.00",
        "50, 100, 120, 8.00",
        "50, 100, 20, 0.00",
        "20, 0, 5, 6.00",
        "20, 0, 30, 0.00",
        "0, 3, 1, 2.67"
    })
    void aLineGivesPointsInProportion(double zero, double full, double value, String points) {
        assertThat(Score.shown(new Scale.Linear(zero, full).points(value, new BigDecimal("8"))))
                .isEqualTo(points);
        assertThatThrownBy(() -> new Scale.Linear(zero, zero)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachStageKeepsThePointsOfTheOneBeforeUntilItGivesItsOwn() {
        Criterion criterion = criterion(Kind.REGULAR, "10", TABLE, "r");

        assertThat(Score.of(criterion, new Known(92.0, Map.of())).points())
                .isEqualTo(Map.of(Series.APPRAISED, new BigDecimal("7.5"), Series.DECIDED, new BigDecimal("7.5")));
        assertThat(Score.of(criterion, new Known(92.0, Map.of(Series.SELF, 9.0, Series.DECIDED, 8.0)))
                        .points())
                .isEqualTo(Map.of(
                        Series.SELF,
                        new BigDecimal("9.0"),
                        Series.APPRAISED,
                        new BigDecimal("7.5"),
                        Series.DECIDED,
                        new BigDecimal("8.0")));
        assertThat(Score.of(criterion, new Known(null, Map.of(Series.APPRAISED, 12.0)))
                        .points())
                .as("no more than the criterion gives")
                .isEqualTo(Map.of(Series.APPRAISED, new BigDecimal("10"), Series.DECIDED, new BigDecimal("10")));
        assertThat(Score.of(criterion, new Known(null, Map.of())).points()).isEmpty();
    }

    @Test
    void bonusAddsAndPenaltySubtracts() {
        Score score = score(
                "a",
                points(Kind.REGULAR, "40"),
                points(Kind.BONUS, "2.5"),
                points(Kind.PENALTY, "1"),
                Score.of(criterion(Kind.REGULAR, "10", TABLE, null), new Known(null, Map.of())));

        assertThat(score.total(Series.APPRAISED)).isEqualTo("41.50");
        assertThat(score.known(Series.APPRAISED)).isEqualTo(3);
        assertThat(score.total(Series.SELF)).isEqualTo("0.00");
    }

    /** A spreadsheet with =10*A1/3 in each of six rows: three times 3.333… and three times 6.666…, and their sum. */
    @Test
    void exactPointsAreAddedAndTheSumIsRounded() {
        Criterion line = criterion(Kind.REGULAR, "10", new Scale.Linear(0, 3), null);
        Score.Scored third = Score.of(line, new Known(1.0, Map.of()));
        Score.Scored twoThirds = Score.of(line, new Known(2.0, Map.of()));

        assertThat(Score.shown(third.points().get(Series.DECIDED))).isEqualTo("3.33");
        assertThat(score("a", third, third, third).total(Series.DECIDED)).isEqualTo("10.00");
        assertThat(score("a", third, third, third, twoThirds, twoThirds, twoThirds)
                        .total(Series.DECIDED))
                .isEqualTo("30.00");
    }

    @Test
    void equalTotalsShareARankAndTheNextIsSkipped() {
        List<Ranked> ranked = Score.ranked(
                List.of(
                        score("d", points(Kind.REGULAR, "70")),
                        score("b", points(Kind.REGULAR, "80.001")),
                        score("c", points(Kind.REGULAR, "80")),
                        score("a", points(Kind.REGULAR, "90"))),
                Series.DECIDED);

        assertThat(ranked.stream().map(one -> one.rank() + one.score().unit())).containsExactly("1a", "2b", "2c", "4d");
    }

    /** A penalty may lead to less than 0, which is a result; nothing at all is none. */
    @Test
    void aUnitOfWhichNothingIsKnownHasNoRank() {
        List<Ranked> ranked = Score.ranked(
                List.of(
                        score("a", Score.of(criterion(Kind.REGULAR, "10", TABLE, null), new Known(null, Map.of()))),
                        score("b", points(Kind.REGULAR, "0")),
                        score("c", points(Kind.PENALTY, "1")),
                        score("d")),
                Series.DECIDED);

        assertThat(ranked.stream().map(one -> one.rank() + one.score().unit()))
                .containsExactly("1b", "2c", "nulla", "nulld");
    }
}
