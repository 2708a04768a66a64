package vn.hanoi.datahub.query.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.score.CompositeIndex;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.CompositeIndex.Series;
import vn.hanoi.datahub.domain.score.Scale;
import vn.hanoi.datahub.domain.score.Score;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** Departments are scored by what the city's values say of each agency, and by points reported with their codes. */
class ScoresTest {

    private static final Text TEXT = new Text("", "");
    private static final Period YEAR = Period.parse("2026");
    private static final AreaId CITY = AreaId.parse("01@2008-08-01");
    private static final String ON_TIME = "dg.tthc_on_time";
    private static final String REPORTED = "index.example_communes.awareness";

    private static final CompositeIndex INDEX = new CompositeIndex(
            "departments",
            TEXT,
            TEXT,
            List.of("H26.KHCN", "H26.YT"),
            List.of(new CompositeIndex.Group("g", TEXT)),
            List.of(
                    new Criterion(
                            "on-time",
                            TEXT,
                            "g",
                            Criterion.Kind.REGULAR,
                            BigDecimal.TEN,
                            new Criterion.Source(ON_TIME, new Scale.Linear(50, 100), null)),
                    new Criterion(
                            "plan",
                            TEXT,
                            "g",
                            Criterion.Kind.REGULAR,
                            BigDecimal.TEN,
                            new Criterion.Source(null, new Scale.Reported(), REPORTED))));

    /** Values of one year, as a caller may read them. */
    private static final class Published extends ListedReadings {
        void put(String indicator, String dimension, String member, Period period, double value) {
            add(new Value(
                    new ValueKey(indicator, 1, dimension, CITY, member, period),
                    value,
                    BigDecimal.valueOf(value),
                    null,
                    1,
                    null,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    false));
        }
    }

    @Test
    void aDepartmentHasThePointsOfItsOwnValuesAndReports() {
        Published published = new Published();
        published.put(ON_TIME, "agency", "H26.KHCN", YEAR, 80);
        published.put(ON_TIME, "agency", "H26.YT", YEAR, 100);
        published.put(ON_TIME, "", "", YEAR, 50);
        published.put(ON_TIME, "agency", "H26.KHCN", Period.parse("2025"), 100);
        published.put(REPORTED, "dimension", "self:H26.KHCN", YEAR, 9);
        published.put(REPORTED, "dimension", "appraised:H26.KHCN", YEAR, 7.5);
        published.put(REPORTED, "dimension", "decided:H26.YT", YEAR, 2);
        published.put(REPORTED, "dimension", "guessed:H26.YT", YEAR, 10);
        Scores scores = new Scores(new Definitions(Shipped.CATALOGUE), published);

        List<Score> scored = scores.of(INDEX, INDEX.agencies(), YEAR);

        assertThat(scored.get(0).total(Series.SELF)).isEqualTo("9.00");
        assertThat(scored.get(0).total(Series.APPRAISED)).isEqualTo("13.50"); // 6 + 7.5
        assertThat(scored.get(0).total(Series.DECIDED)).isEqualTo("13.50");
        assertThat(scored.get(1).total(Series.APPRAISED)).isEqualTo("10.00");
        assertThat(scored.get(1).total(Series.DECIDED)).isEqualTo("12.00");
    }
}
