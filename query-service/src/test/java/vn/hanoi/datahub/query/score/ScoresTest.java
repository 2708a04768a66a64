package vn.hanoi.datahub.query.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
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
import vn.hanoi.datahub.query.Merged;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

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
        void add(String agency, Period year, long numerator, long denominator) {
            add(new Value(
                    new ValueKey(ON_TIME, 1, "agency", CITY, agency, year),
                    100.0 * numerator / denominator,
                    BigDecimal.valueOf(numerator),
                    BigDecimal.valueOf(denominator),
                    denominator,
                    null,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    false));
        }

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

    private static Scores scores(Catalogue catalogue, Published published) {
        return new Scores(
                new Definitions(catalogue), published, new CurrentBoundaries(catalogue, InstantSource.system()));
    }

    /** 8 of 10 dossiers of A, 4 of 6 of B and 2 of 4 of C, which took over in 2025: 14 of 20 are 70 per cent. */
    @Test
    void whoTookOverIsScoredForAll_fromTheYearOfTheMergerOn() {
        Published published = new Published();
        for (Period year : List.of(Period.parse("2024"), Period.parse("2025"))) {
            published.add("H26.A", year, 8, 10);
            published.add("H26.B", year, 4, 6);
        }
        published.add("H26.C", Period.parse("2025"), 2, 4);
        Scores scores = scores(Merged.CATALOGUE, published);

        assertThat(scores.of(INDEX, List.of("H26.C"), Period.parse("2025"))
                        .get(0)
                        .total(Series.DECIDED))
                .isEqualTo("4.00"); // (70 - 50) / 50 of 10 points
        assertThat(scores.of(INDEX, List.of("H26.A", "H26.C"), Period.parse("2024")))
                .extracting(score -> score.total(Series.DECIDED).toString())
                .containsExactly("6.00", "0.00");
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
        Scores scores = scores(Shipped.CATALOGUE, published);

        List<Score> scored = scores.of(INDEX, INDEX.agencies(), YEAR);

        assertThat(scored.get(0).total(Series.SELF)).isEqualTo("9.00");
        assertThat(scored.get(0).total(Series.APPRAISED)).isEqualTo("13.50"); // 6 + 7.5
        assertThat(scored.get(0).total(Series.DECIDED)).isEqualTo("13.50");
        assertThat(scored.get(1).total(Series.APPRAISED)).isEqualTo("10.00");
        assertThat(scored.get(1).total(Series.DECIDED)).isEqualTo("12.00");
    }
}
