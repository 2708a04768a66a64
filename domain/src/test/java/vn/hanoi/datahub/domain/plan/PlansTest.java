package vn.hanoi.datahub.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.plan.Progress.Start;
import vn.hanoi.datahub.domain.plan.Progress.Status;

class PlansTest {

    private static final Text TEXT = new Text("", "");
    private static final Regime CALENDAR =
            new Regime(Regime.CALENDAR, TEXT, TEXT, null, List.of(ReportingPeriod.Kind.values()), null);
    private static final Area CITY = area("01", AreaLevel.CITY);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private static Area area(String code, AreaLevel level) {
        return new Area(code, level, code, "", LocalDate.of(2008, 8, 1), null, null, null);
    }

    private static LegalAct act(String number, String date, @Nullable String to) {
        LocalDate from = LocalDate.parse(date);
        return new LegalAct(
                number,
                TEXT,
                TEXT,
                from,
                new LegalAct.Related(List.of(), List.of()),
                new LegalAct.Validity(from, to == null ? null : LocalDate.parse(to)));
    }

    private static Target target(LegalAct act, Target.Scope scope, String by, Goal.Kind kind, double value) {
        return new Target(act, scope, CALENDAR.find(by).orElseThrow(), new Goal(kind, value, null, false, null));
    }

    private static Target city(LegalAct act, String by, double value) {
        return target(act, new Target.Scope(AreaLevel.CITY, null, null), by, Goal.Kind.MINIMUM, value);
    }

    private static Plan plan(String id, List<LegalAct> acts, Target... targets) {
        Plan.Item item =
                new Plan.Item("1", "g", TEXT, List.of("i"), List.of(), new Plan.Measures(null, null, List.of(targets)));
        return new Plan(
                id,
                TEXT,
                TEXT,
                acts,
                new Plan.Contents(List.of(new Plan.Group("g", TEXT, null, null)), List.of(item), List.of()));
    }

    private static Optional<Double> bound(Plans plans, Area area, String period, LocalDate on) {
        ReportingPeriod of = CALENDAR.find(period).orElseThrow();
        return plans.target("i", new Plans.Owner(area, null), of.from(), of.to(), on)
                .map(place -> place.target().goal().value());
    }

    @Test
    void theLatestTargetUpToTheYearBinds_andBeforeTheFirstOneTheFirst() {
        LegalAct act = act("1", "2020-01-01", null);
        Plans plans = new Plans(List.of(plan("p", List.of(act), city(act, "2030", 50), city(act, "2026", 40))));

        assertThat(bound(plans, CITY, "2025", TODAY)).contains(40.0);
        assertThat(bound(plans, CITY, "2026", TODAY)).contains(40.0);
        assertThat(bound(plans, CITY, "2029", TODAY)).contains(40.0);
        assertThat(bound(plans, CITY, "2030", TODAY)).contains(50.0);
        assertThat(bound(plans, area("00004", AreaLevel.COMMUNE), "2030", TODAY))
                .isEmpty();
    }

    @Test
    void aYearIsHeldToTheYearsTarget_andAQuarterToTheQuarters() {
        LegalAct act = act("1", "2020-01-01", null);
        Plans plans = new Plans(List.of(plan(
                "p",
                List.of(act),
                city(act, "2026-Q1", 10),
                city(act, "2026-H1", 20),
                city(act, "2026", 40),
                city(act, "2026-Q2", 15))));

        assertThat(bound(plans, CITY, "2026", TODAY)).contains(40.0);
        assertThat(bound(plans, CITY, "2026-H1", TODAY)).contains(20.0);
        assertThat(bound(plans, CITY, "2026-Q1", TODAY)).contains(10.0);
        assertThat(bound(plans, CITY, "2026-02", TODAY)).contains(10.0);
        assertThat(bound(plans, CITY, "2026-Q2", TODAY)).contains(15.0);
    }

    @Test
    void aPeriodIsHeldToTheTargetDueAtItsEndOrNextInThatYear() {
        LegalAct act = act("1", "2020-01-01", null);
        Plans plans = new Plans(List.of(plan(
                "p",
                List.of(act),
                city(act, "2026-H1", 60),
                city(act, "2026-Q3", 65),
                city(act, "2026", 80),
                city(act, "2028", 95))));

        assertThat(bound(plans, CITY, "2026-01", TODAY)).contains(60.0);
        assertThat(bound(plans, CITY, "2026-07", TODAY)).contains(65.0);
        assertThat(bound(plans, CITY, "2026-9M", TODAY)).contains(65.0);
        assertThat(bound(plans, CITY, "2026-10", TODAY)).contains(80.0);
        assertThat(bound(plans, CITY, "2026-Q4", TODAY)).contains(80.0);
        assertThat(bound(plans, CITY, "2026-H2", TODAY)).contains(80.0);
        assertThat(bound(plans, CITY, "2027-Q1", TODAY)).contains(80.0); // nothing is due in 2027
        assertThat(bound(plans, CITY, "2028-01", TODAY)).contains(95.0);
        assertThat(bound(plans, CITY, "2029", TODAY)).contains(95.0);
    }

    /** A year of Decree 09/2019 runs from 15 December to 14 December. */
    @Test
    void aReportingPeriodHasTheTargetOfTheYearItIsNamedFor() {
        LegalAct act = act("1", "2020-01-01", null);
        Plans plans = new Plans(List.of(plan(
                "p",
                List.of(act),
                city(act, "2025", 30),
                city(act, "2026-Q4", 38),
                city(act, "2026-H2", 39),
                city(act, "2026", 40),
                city(act, "2030", 50))));

        assertThat(reported(plans, "2025")).contains(30.0);
        assertThat(reported(plans, "2026")).contains(40.0);
        assertThat(reported(plans, "2026-01")).contains(38.0);
        assertThat(reported(plans, "2026-Q4")).contains(38.0);
        assertThat(reported(plans, "2026-H2")).contains(39.0);
        assertThat(reported(plans, "2029")).contains(40.0);
        assertThat(reported(plans, "2030")).contains(50.0);
        assertThat(reported(plans, "2030-Q1")).contains(50.0);
    }

    private static Optional<Double> reported(Plans plans, String period) {
        Regime regime = new Regime("nd-09-2019", TEXT, TEXT, 14, List.of(ReportingPeriod.Kind.values()), null);
        ReportingPeriod of = regime.find(period).orElseThrow();
        return plans.target("i", new Plans.Owner(CITY, null), of.from(), of.to(), TODAY)
                .map(place -> place.target().goal().value());
    }

    @Test
    void anAgencysOwnTargetBindsItsValues() {
        LegalAct act = act("1", "2020-01-01", null);
        Target own = target(act, new Target.Scope(AreaLevel.CITY, null, "H26.VP"), "2025", Goal.Kind.MINIMUM, 80);
        Plan plan = plan("p", List.of(act), city(act, "2025", 60), own);
        Plans plans = new Plans(List.of(plan));

        assertThat(ofAgency(plans, "H26.VP")).contains(80.0);
        assertThat(ofAgency(plans, "H26.YT")).contains(60.0);
        assertThat(ofAgency(plans, null)).contains(60.0);
        assertThat(plans.binding("i", TODAY)).hasSize(1);
        assertThat(Plans.binding(plan, plan.items().get(0), CITY, TODAY)).doesNotContain(own);
    }

    private static Optional<Double> ofAgency(Plans plans, @Nullable String agency) {
        LocalDate first = LocalDate.of(2025, 1, 1);
        return plans.target("i", new Plans.Owner(CITY, agency), first, first.plusYears(1), TODAY)
                .map(place -> place.target().goal().value());
    }

    @Test
    void anItemHasTheTargetOfTheAreaItself() {
        LegalAct act = act("1", "2020-01-01", null);
        Target own = target(
                act,
                new Target.Scope(
                        AreaLevel.COMMUNE, area("00004", AreaLevel.COMMUNE).id(), null),
                "2026",
                Goal.Kind.MINIMUM,
                66);
        Target all = target(act, new Target.Scope(AreaLevel.COMMUNE, null, null), "2026", Goal.Kind.MINIMUM, 55);
        Plan plan = plan("p", List.of(act), all, own);
        Plan.Item item = plan.items().get(0);

        assertThat(Plans.binding(plan, item, area("00004", AreaLevel.COMMUNE), TODAY))
                .containsExactly(own);
        assertThat(Plans.binding(plan, item, area("00008", AreaLevel.COMMUNE), TODAY))
                .containsExactly(all);
        assertThat(Plans.binding(plan, item, CITY, TODAY)).isEmpty();
    }

    @Test
    void onlyWhatWasInForceOnTheDayBinds() {
        LegalAct first = act("1", "2021-03-24", null);
        LegalAct amending = act("2", "2022-07-01", null);
        LegalAct newer = act("3", "2023-09-27", "2025-12-31");
        LegalAct draft = new LegalAct(
                "4", TEXT, TEXT, LocalDate.of(2021, 1, 1), new LegalAct.Related(List.of(), List.of()), null);
        Plans plans = new Plans(List.of(
                plan("draft", List.of(draft), city(draft, "2025", 99)),
                plan("old", List.of(first, amending), city(first, "2025", 30), city(amending, "2025", 35)),
                plan("new", List.of(newer), city(newer, "2025", 40))));

        assertThat(bound(plans, CITY, "2025", LocalDate.of(2021, 3, 23))).isEmpty();
        assertThat(bound(plans, CITY, "2025", LocalDate.of(2021, 3, 24))).contains(30.0);
        assertThat(bound(plans, CITY, "2025", LocalDate.of(2022, 7, 1))).contains(35.0);
        assertThat(bound(plans, CITY, "2025", LocalDate.of(2023, 9, 27))).contains(40.0);
        assertThat(bound(plans, CITY, "2025", LocalDate.of(2025, 12, 31))).contains(40.0);
        assertThat(bound(plans, CITY, "2025", LocalDate.of(2026, 1, 1))).contains(35.0);
        assertThat(plans.targets("i")).hasSize(4);
    }

    @Test
    void anAreasOwnTargetComesBeforeThatOfItsLevel_andAnAgencysBindsNoArea() {
        LegalAct act = act("1", "2020-01-01", null);
        Plans plans = new Plans(List.of(plan(
                "p",
                List.of(act),
                target(act, new Target.Scope(AreaLevel.COMMUNE, null, null), "2025", Goal.Kind.MINIMUM, 60),
                target(
                        act,
                        new Target.Scope(
                                AreaLevel.COMMUNE,
                                area("00004", AreaLevel.COMMUNE).id(),
                                null),
                        "2025",
                        Goal.Kind.MINIMUM,
                        70),
                target(act, new Target.Scope(AreaLevel.CITY, null, "H26.VP"), "2025", Goal.Kind.MINIMUM, 80))));

        assertThat(bound(plans, area("00004", AreaLevel.COMMUNE), "2025", TODAY))
                .contains(70.0);
        assertThat(bound(plans, area("00008", AreaLevel.COMMUNE), "2025", TODAY))
                .contains(60.0);
        assertThat(bound(plans, CITY, "2025", TODAY)).isEmpty();
    }

    /** The code of an old commune belongs to another one since 1 July 2025. */
    @Test
    void anAreasOwnTargetBindsNoOtherUnitThatHadItsCode() {
        LegalAct act = act("1", "2020-01-01", null);
        Area former = area("00004", AreaLevel.COMMUNE);
        Area present = new Area("00004", AreaLevel.COMMUNE, "00004", "", LocalDate.of(2025, 7, 1), null, null, null);
        Plans plans = new Plans(List.of(plan(
                "p",
                List.of(act),
                target(act, new Target.Scope(AreaLevel.COMMUNE, present.id(), null), "2026", Goal.Kind.MINIMUM, 70))));

        assertThat(bound(plans, present, "2026", TODAY)).contains(70.0);
        assertThat(bound(plans, former, "2024", TODAY)).isEmpty();
    }

    @Test
    void aGoalIsMetAtItsValue_unlessTheValueItselfIsNotEnough() {
        Goal least = new Goal(Goal.Kind.MINIMUM, 50.0, null, false, null);
        Goal over = new Goal(Goal.Kind.MINIMUM, 50.0, null, true, null);
        Goal most = new Goal(Goal.Kind.MAXIMUM, 50.0, null, false, null);
        Goal under = new Goal(Goal.Kind.MAXIMUM, 50.0, null, true, null);

        assertThat(least.isMetBy(50)).contains(true);
        assertThat(least.isMetBy(49.9)).contains(false);
        assertThat(over.isMetBy(50)).contains(false);
        assertThat(over.isMetBy(50.1)).contains(true);
        assertThat(most.isMetBy(50)).contains(true);
        assertThat(most.isMetBy(50.1)).contains(false);
        assertThat(under.isMetBy(50)).contains(false);
        assertThat(List.of(least.comparison(), over.comparison(), most.comparison(), under.comparison()))
                .containsExactly(">=", ">", "<=", "<");
        Goal growth = new Goal(Goal.Kind.GROWTH, 7.0, null, false, null);
        assertThat(growth.isMetBy(8)).isEmpty();
        assertThat(growth.ofGrowth().isMetBy(8)).contains(true);
    }

    @Test
    void aRangeIsMetWithinIt_whicheverWayIsBetter() {
        Goal range = new Goal(Goal.Kind.RANGE, 50.0, 60.0, false, null);

        assertThat(List.of(range.isMetBy(49.9), range.isMetBy(50), range.isMetBy(60), range.isMetBy(60.1)))
                .containsExactly(Optional.of(false), Optional.of(true), Optional.of(true), Optional.of(false));
        assertThat(List.of(range.attainment(25), range.attainment(55), range.attainment(80)))
                .containsExactly(Optional.of(0.5), Optional.of(1.0), Optional.of(0.75));
        assertThat(List.of(range.gap(45), range.gap(55), range.gap(62)))
                .containsExactly(Optional.of(-5.0), Optional.of(0.0), Optional.of(2.0));
        assertThat(range.comparison()).isNull();
        assertThat(new Goal(Goal.Kind.RANGE, 0.0, 3.0, false, null).attainment(0))
                .contains(1.0);
    }

    @Test
    void aPlainValueIsMetOnTheBetterSide() {
        Goal up = new Goal(Goal.Kind.VALUE, 30.0, null, false, null);
        Goal down = new Goal(Goal.Kind.VALUE, 30.0, null, false, null, true);

        assertThat(List.of(up.isMetBy(31), up.isMetBy(29), down.isMetBy(31), down.isMetBy(29)))
                .containsExactly(Optional.of(true), Optional.of(false), Optional.of(false), Optional.of(true));
        assertThat(down.attainment(60)).contains(0.5);
        assertThat(List.of(up.comparison(), down.comparison())).containsExactly(">=", "<=");
    }

    @Test
    void attainmentIsOneAtTheGoal_whicheverWayIsBetter() {
        assertThat(new Goal(Goal.Kind.MINIMUM, 50.0, null, false, null).attainment(25))
                .contains(0.5);
        assertThat(new Goal(Goal.Kind.RANK, 5.0, null, false, null).attainment(10))
                .contains(0.5);
        assertThat(new Goal(Goal.Kind.RANK, 5.0, null, false, null).attainment(0))
                .isEmpty();
        assertThat(new Goal(Goal.Kind.MINIMUM, 0.0, null, false, null).attainment(5))
                .isEmpty();
        assertThat(new Goal(Goal.Kind.MAXIMUM, 0.0, null, false, null).attainment(5))
                .contains(0.0);
        assertThat(new Goal(Goal.Kind.MAXIMUM, 0.0, null, false, null).attainment(0))
                .as("none was to be late, and none was")
                .contains(1.0);
        assertThat(new Goal(Goal.Kind.MILESTONE, null, null, false, TEXT).attainment(5))
                .isEmpty();
    }

    @Test
    void progressIsHeldAgainstTheStraightPath() {
        LegalAct act = act("1", "2020-01-01", null);
        Target target = city(act, "2026", 100);
        Start start = new Start(LocalDate.of(2025, 1, 1), 0); // two years to go: 50 after one
        LocalDate half = LocalDate.of(2026, 1, 1);

        assertThat(Progress.of(target, 50.0, start, half)).isEqualTo(new Progress(Status.ON_TRACK, 50.0));
        assertThat(Progress.of(target, 49.0, start, half).status()).isEqualTo(Status.BEHIND);
        assertThat(Progress.of(target, 100.0, start, half).status()).isEqualTo(Status.MET);
        assertThat(Progress.of(target, null, start, half).status()).isEqualTo(Status.NO_DATA);
        assertThat(Progress.of(target, 99.0, start, LocalDate.of(2027, 1, 1)).status())
                .isEqualTo(Status.MISSED);
        assertThat(Progress.of(target, 99.0, start, LocalDate.of(2026, 12, 31)).status())
                .isEqualTo(Status.BEHIND);
        Target rank = target(act, new Target.Scope(AreaLevel.CITY, null, null), "2026", Goal.Kind.RANK, 3);
        assertThat(Progress.of(rank, 4.0, new Start(LocalDate.of(2025, 1, 1), 9), half)
                        .status())
                .isEqualTo(Status.ON_TRACK); // the path is at 6
    }

    @Test
    void aPathBeginsAfterItsFirstValue() {
        LegalAct act = act("1", "2020-01-01", null);
        Target target = city(act, "2027", 80);
        LocalDate day = LocalDate.of(2026, 6, 30);

        assertThat(Progress.of(target, 60.0, new Start(LocalDate.of(2027, 1, 1), 60), day))
                .isEqualTo(new Progress(Status.BEHIND, null));
        assertThat(Progress.of(target, 60.0, new Start(day, 60), day)).isEqualTo(new Progress(Status.BEHIND, null));
        assertThat(Progress.of(target, 79.0, new Start(LocalDate.of(2026, 1, 1), 90), day)
                        .status())
                .isEqualTo(Status.BEHIND); // it fell below the target, faster than the path does
    }

    @Test
    void aRangeIsApproachedFromItsNearerEnd() {
        LegalAct act = act("1", "2020-01-01", null);
        Target city = city(act, "2026", 0);
        Target range = new Target(act, city.scope(), city.by(), new Goal(Goal.Kind.RANGE, 50.0, 60.0, false, null));
        Start above = new Start(LocalDate.of(2025, 1, 1), 80);
        LocalDate half = LocalDate.of(2026, 1, 1);

        assertThat(Progress.of(range, 69.0, above, half)).isEqualTo(new Progress(Status.ON_TRACK, 70.0));
        assertThat(Progress.of(range, 71.0, above, half).status()).isEqualTo(Status.BEHIND);
    }
}
