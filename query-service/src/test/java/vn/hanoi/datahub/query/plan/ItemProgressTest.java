package vn.hanoi.datahub.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.LegalAct;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.plan.ItemProgress.Day;
import vn.hanoi.datahub.query.plan.ItemProgress.Measured;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;

/** What an item of a plan shows, in examples that a clerk could compute. */
class ItemProgressTest {

    private static final Text TEXT = new Text("", "");
    private static final Area CITY =
            Shipped.CATALOGUE.areas().find(AreaId.parse("01@2008-08-01")).orElseThrow();
    private static final String ON_TIME = "dg.tthc_on_time";
    private static final String FIBRE = "ds.fibre_households";
    private static final Day TODAY = new Day(LocalDate.of(2026, 11, 30), true);

    private static final LegalAct ACT = new LegalAct(
            "1",
            TEXT,
            TEXT,
            LocalDate.of(2025, 1, 1),
            new LegalAct.Related(List.of(), List.of()),
            new LegalAct.Validity(LocalDate.of(2025, 1, 1), null));

    private static Target target(Area area, @Nullable AreaId own, String by, Goal.Kind kind, double value) {
        return new Target(
                ACT,
                new Target.Scope(area.level(), own, null),
                Shipped.CATALOGUE.regimes().get(Regime.CALENDAR).find(by).orElseThrow(),
                new Goal(kind, value, null, false, null));
    }

    private static Target target(String by, Goal.Kind kind, double value) {
        return target(CITY, null, by, kind, value);
    }

    private static Measured measured(Published published, Area area, String indicator, Day day, Target... targets) {
        return measured(published, area, day, item(indicator, null, targets));
    }

    private static Plan.Item item(String indicator, Plan.@Nullable Baseline baseline, Target... targets) {
        return new Plan.Item(
                "1", "g", TEXT, List.of(indicator), List.of(), new Plan.Measures(null, baseline, List.of(targets)));
    }

    private static Measured measured(Published published, Area area, Day day, Plan.Item item) {
        Plan plan = new Plan(
                "p",
                TEXT,
                TEXT,
                List.of(ACT),
                new Plan.Contents(List.of(new Plan.Group("g", TEXT, null, null)), List.of(item), List.of()));
        return new ItemProgress(
                        new Definitions(Shipped.CATALOGUE),
                        published,
                        new ComposedValues(
                                published,
                                Shipped.CATALOGUE,
                                new CurrentBoundaries(Shipped.CATALOGUE, InstantSource.system())))
                .of(plan, item, area, day);
    }

    private static Measured measured(Published published, String indicator, Day day, Target... targets) {
        return measured(published, CITY, indicator, day, targets);
    }

    private static Published published() {
        return new Published(CITY.id());
    }

    @Test
    void aPastTargetIsJudgedByTheValueOfItsOwnTime() {
        Published published = published()
                .with(ON_TIME, "2026-Q1", 20, 40)
                .with(ON_TIME, "2026-Q2", 28, 60)
                .with(ON_TIME, "2026-Q3", 90, 100)
                .with(ON_TIME, "2026", 138, 200);

        Measured half = measured(published, ON_TIME, TODAY, target("2026-H1", Goal.Kind.MINIMUM, 48));
        assertThat(half.period()).isEqualTo("2026-H1");
        assertThat(half.value()).isEqualTo(48);
        assertThat(half.status()).isEqualTo("met");
        Day former = new Day(LocalDate.of(2026, 10, 15), false);
        assertThat(measured(published, ON_TIME, former, target("2026-Q3", Goal.Kind.MINIMUM, 95))
                        .value())
                .isEqualTo(90);
        assertThat(measured(published, ON_TIME, TODAY, target("2025-H2", Goal.Kind.MINIMUM, 48)))
                .extracting(Measured::period, Measured::value, Measured::status)
                .containsExactly(null, null, "no-data");
    }

    @Test
    void theValueIsOfAYear_alsoWhereHoursAreShownElsewhere() {
        Published published = published()
                .with("air.pm25_mean", "2026", 30, 100)
                .with("air.pm25_mean", "2026-11-30", 90, 100)
                .with("air.pm25_mean", "2026-11-30T09", 95, 100);

        assertThat(measured(published, "air.pm25_mean", TODAY, target("2026", Goal.Kind.MAXIMUM, 25)))
                .extracting(Measured::period, Measured::value)
                .containsExactly("2026", 30.0);
    }

    /** People count once in a year, so that there is no value of a part of it but those of months and quarters. */
    @Test
    void onAFormerDayTheValueIsOfTheYearBefore_whereNoneIsOfTheYearUpToThen() {
        Published published = published()
                .with("dg.users_unified_identity", "2025", 30, 100)
                .with("dg.users_unified_identity", "2026", 50, 100)
                .with("dg.users_unified_identity", "2026-02", 10, 100)
                .with("dg.users_unified_identity", "2026-03", 12, 100);

        assertThat(measured(
                        published,
                        "dg.users_unified_identity",
                        new Day(LocalDate.of(2026, 5, 15), false),
                        target("2026", Goal.Kind.MINIMUM, 40)))
                .extracting(Measured::period, Measured::value)
                .containsExactly("2025", 30.0);
    }

    /** 2026 up to yesterday: 72 of 120, 60 %; the same days of 2025: 50 of 100, 50 %. */
    @Test
    void growthOfARunningYearIsThatOverTheSameDays() {
        Published published = published()
                .with(ON_TIME, "2025-Q1", 40, 80)
                .with(ON_TIME, "2025-04-02", 10, 20)
                .with(ON_TIME, "2025-04-03", 20, 20)
                .with(ON_TIME, "2025", 90, 100)
                .with(ON_TIME, "2026-Q1", 60, 100)
                .with(ON_TIME, "2026-04-02", 12, 20)
                .with(ON_TIME, "2026-04-03", 5, 5)
                .with(ON_TIME, "2026", 77, 125);
        Day day = new Day(LocalDate.of(2026, 4, 3), true);

        Measured measured = measured(published, ON_TIME, day, target("2026", Goal.Kind.GROWTH, 25));
        assertThat(measured.growth()).isEqualTo(20.0);
        assertThat(measured.gap()).isEqualTo(-5.0);
        assertThat(measured.attainment()).isEqualTo(0.8);
        assertThat(measured.path()).isNull();
        assertThat(measured.status()).isEqualTo("behind");
        assertThat(measured(published, ON_TIME, day, target("2027", Goal.Kind.GROWTH, 10)))
                .extracting(Measured::growth, Measured::met, Measured::status)
                .containsExactly(null, null, "no-data");
    }

    @Test
    void growthOfAYearThatIsOverIsThatOverTheYearBefore() {
        Published published = published()
                .with(ON_TIME, "2024", 50, 100)
                .with(ON_TIME, "2025", 60, 100)
                .with(ON_TIME, "2026", 90, 100);

        assertThat(measured(published, ON_TIME, TODAY, target("2025", Goal.Kind.GROWTH, 20)))
                .extracting(Measured::period, Measured::value, Measured::growth, Measured::status)
                .containsExactly("2025", 60.0, 20.0, "met");
    }

    @Test
    void theMonthsThatAreOverAreCompared_whereThereAreNoDays() {
        // 2024 is a leap year: February ends on another day than in 2025
        Published published = published()
                .with(FIBRE, "2024-02", 50, 100)
                .with(FIBRE, "2024-03", 55, 100)
                .with(FIBRE, "2025-02", 60, 100)
                .with(FIBRE, "2025-03", 99, 100);
        Day day = new Day(LocalDate.of(2025, 3, 31), true);

        assertThat(measured(published, FIBRE, day, target("2025", Goal.Kind.GROWTH, 20))
                        .growth())
                .isEqualTo(20.0);
    }

    @Test
    void aFallingSeriesIsBehind_thoughItsFirstYearIsStillRunning() {
        Published published = published()
                .with(FIBRE, "2026-09", 70, 100)
                .with(FIBRE, "2026-10", 66, 100)
                .with(FIBRE, "2026-11", 60, 100)
                .with(FIBRE, "2026", 60, 100);

        Measured measured = measured(published, FIBRE, TODAY, target("2027", Goal.Kind.MINIMUM, 80));
        // from 70 on 1 October 2026 to 80 on 1 January 2028, 457 days: 60 of them are over
        assertThat(measured.path()).isEqualTo(70 + 10 * 60.0 / 457);
        assertThat(measured.status()).isEqualTo("behind");
    }

    /** From 40 at the end of 2024 to 80 at the end of 2026: 60 in the middle. */
    @Test
    void thePathBeginsAtTheBaselineOfThePlan() {
        Plan.Item item = item(ON_TIME, new Plan.Baseline(2024, 40), target("2026", Goal.Kind.MINIMUM, 80));

        assertThat(measured(
                        published().with(ON_TIME, "2025", 55, 100),
                        CITY,
                        new Day(LocalDate.of(2026, 1, 1), true),
                        item))
                .extracting(Measured::value, Measured::path, Measured::status)
                .containsExactly(55.0, 60.0, "behind");
    }

    @Test
    void monthsOfACountAreNoStartOfAPathOfYears() {
        assertThat(Observations.first(
                        Shipped.CATALOGUE.findDefinition("hub.outcomes").orElseThrow(),
                        List.of(),
                        List.of(Published.value(CITY.id(), "hub.outcomes", "2026-10", 7, 1)),
                        TODAY))
                .isNull();
    }

    @Test
    void theForecastSeesPeriodsThatAreOver_andEachReportOnce() {
        Published published = published();
        Stream.of("05", "06", "07", "08").forEach(month -> published.with(FIBRE, "2026-" + month, 40, 100));
        Stream.of("09", "10", "11").forEach(month -> published.with(FIBRE, "2026-" + month, 50, 100));
        published.with(FIBRE, "2026", 50, 100);
        assertThat(measured(published, FIBRE, TODAY, target("2027", Goal.Kind.MINIMUM, 80))
                        .forecast()
                        .outcome())
                .isEqualTo("too-few-values");

        Published rising = published();
        for (int month = 1; month <= 11; month++) {
            rising.with(ON_TIME, "2026-%02d".formatted(month), month == 11 ? 1 : 20 + month, 100);
        }
        // about one point a month, up to October; the running November is not over on its last day
        assertThat(measured(rising, ON_TIME, TODAY, target("2027", Goal.Kind.MINIMUM, 80))
                        .forecast()
                        .perYear())
                .isBetween(11.5, 12.5);
        assertThat(measured(
                                rising,
                                ON_TIME,
                                new Day(LocalDate.of(2026, 11, 30), false),
                                target("2027", Goal.Kind.MINIMUM, 80))
                        .forecast()
                        .perYear())
                .isLessThan(5);
    }

    @Test
    void anAreasOwnTargetIsShown() {
        Area commune =
                Shipped.CATALOGUE.areas().list(TODAY.on(), AreaLevel.COMMUNE).get(0);
        Published published = new Published(commune.id()).with(ON_TIME, "2026", 60, 100);

        Measured measured = measured(
                published,
                commune,
                ON_TIME,
                TODAY,
                target(commune, null, "2026", Goal.Kind.MINIMUM, 55),
                target(commune, commune.id(), "2026", Goal.Kind.MINIMUM, 66));
        assertThat(measured.target().value()).isEqualTo(66);
        assertThat(measured.met()).isFalse();
    }
}
