package vn.hanoi.datahub.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Target;

/** The four papers, as press reports give their targets. */
class ShippedPlansTest {

    private static final Catalogue SHIPPED = Shipped.CATALOGUE;

    private static final Plans PLANS = SHIPPED.plans();
    private static final Area CITY = SHIPPED.areas().city();

    private static Plan plan(String id) {
        return PLANS.find(id).orElseThrow();
    }

    /** Every target with a number: paper, indicator, level, year, sign and number. */
    @ParameterizedTest
    @CsvSource({
        "plan-76,              de.grdp_share,                   city,     2025, >=, 30, ",
        "plan-76,              de.grdp_share,                   city,     2030, >=, 40, ",
        "plan-76,              de.productivity_growth,          city,     2025, , 7, 7.5",
        "plan-76,              de.productivity_growth,          city,     2030, >=, 7.5, ",
        "draft-programme-2021, dg.online_services_full,         city,     2025, >=, 100, ",
        "draft-programme-2021, dg.work_dossiers_online.city,    city,     2025, >=, 90, ",
        "draft-programme-2021, dg.work_dossiers_online.city,    city,     2030, >=, 100, ",
        "draft-programme-2021, dg.work_dossiers_online.district, district, 2025, >=, 80, ",
        "draft-programme-2021, dg.work_dossiers_online.district, district, 2030, >=, 100, ",
        "draft-programme-2021, dg.work_dossiers_online.commune, commune,  2025, >=, 60, ",
        "draft-programme-2021, dg.work_dossiers_online.commune, commune,  2030, >=, 80, ",
        "draft-programme-2021, dg.inspections_digital,          city,     2030, >=, 70, ",
        "draft-programme-2021, dg.dx_rank,                      city,     2025, <=, 5, ",
        "draft-programme-2021, dg.dx_rank,                      city,     2030, <=, 3, ",
        "draft-programme-2021, de.grdp_share,                   city,     2025, >=, 30, ",
        "draft-programme-2021, de.grdp_share,                   city,     2030, >, 40, ",
        "draft-programme-2021, de.productivity_growth,          city,     2025, , 7, 7.5",
        "draft-programme-2021, de.productivity_growth,          city,     2030, >, 7.5, ",
        "draft-programme-2021, ds.fibre_households,             city,     2025, >, 80, ",
        "draft-programme-2021, ds.broadband_communes,           city,     2025, >=, 100, ",
        "draft-programme-2021, ds.epayment_accounts,            city,     2025, >, 50, ",
        "draft-programme-2021, ds.epayment_accounts,            city,     2030, >, 80, ",
        "resolution-18,        dg.online_services_full,         city,     2025, >=, 100, ",
        "resolution-18,        de.grdp_share,                   city,     2025, >=, 30, ",
        "resolution-18,        de.sector_share_min,             city,     2025, >=, 10, ",
        "resolution-18,        de.productivity_growth,          city,     2025, , 7, 7.5",
        "resolution-18,        ds.fibre_households,             city,     2025, >=, 90, ",
        "resolution-18,        ds.smartphone_adults,            city,     2025, >=, 80, ",
        "resolution-18,        ds.digital_signature_adults,     city,     2025, >=, 50, ",
        "resolution-18,        ds.digital_skills,               city,     2025, >=, 70, ",
        "resolution-18,        ds.ehr_population,               city,     2025, >=, 90, ",
    })
    void everyNumberIsThere(
            String plan,
            String indicator,
            String level,
            String by,
            @Nullable String sign,
            double value,
            @Nullable Double to) {
        assertThat(PLANS.targets(indicator).stream()
                        .filter(place -> place.plan().equals(plan(plan)))
                        .map(Plans.Place::target)
                        .filter(target -> target.by().text().equals(by)
                                && target.scope().level().word().equals(level)))
                .singleElement()
                .satisfies(target -> {
                    Goal goal = target.goal();
                    assertThat(goal.comparison()).isEqualTo(sign);
                    assertThat(goal.value()).isEqualTo(value);
                    assertThat(goal.to()).isEqualTo(to);
                });
    }

    /** Milestones have no numbers: their number in each paper, and the years. */
    @ParameterizedTest
    @CsvSource({"plan-76, 13, 2025 2030 2045", "draft-programme-2021, 9, 2025 2030", "resolution-18, 5, 2025 2030"})
    void everyMilestoneIsThere(String plan, int number, String years) {
        List<Target> milestones = plan(plan).items().stream()
                .flatMap(item -> item.targets().stream())
                .filter(target -> target.goal().kind() == Goal.Kind.MILESTONE)
                .toList();

        assertThat(milestones)
                .hasSize(number)
                .allSatisfy(target -> assertThat(
                                Objects.requireNonNull(target.goal().words()).vi())
                        .isNotBlank());
        assertThat(milestones.stream().map(target -> target.by().text()).distinct())
                .containsExactlyInAnyOrder(years.split(" "));
    }

    @Test
    void plan239AnnouncesWhatItsReportsSay() {
        Plan plan = plan("plan-239");

        assertThat(plan.contents().groups().stream().map(Plan.Group::indicators))
                .containsExactly(27, 7, 14, 7, null, null, null);
        assertThat(plan.contents().groups().stream().map(Plan.Group::tasks).filter(Objects::nonNull))
                .containsExactly(100, 77, 24);
        assertThat(plan.items()).hasSize(55);
        assertThat(plan.contents().tasks()).contains("tasks.completed");
    }

    /** The GRDP share of 2030 and fibre of 2025, on four days. */
    @ParameterizedTest
    @CsvSource({
        "2021-03-01, '', '', '', ''",
        "2021-06-30, plan-76, 40, '', ''",
        "2023-01-01, plan-76, 40, resolution-18, 90",
        "2023-10-01, plan-239, 40, plan-239, 90",
        "2025-12-31, plan-239, 40, plan-239, 90",
        "2026-11-29, plan-239, 40, plan-239, 90",
    })
    void eachDayHasTheTargetsInForceThen(LocalDate on, String grdpPlan, String grdp, String fibrePlan, String fibre) {
        assertThat(bound("de.grdp_share", 2030, on)).isEqualTo(grdpPlan + " " + grdp);
        assertThat(bound("ds.fibre_households", 2025, on)).isEqualTo(fibrePlan + " " + fibre);
    }

    private static String bound(String indicator, int year, LocalDate on) {
        return PLANS.target(
                        indicator,
                        new Plans.Owner(CITY, null),
                        LocalDate.of(year, 1, 1),
                        LocalDate.of(year + 1, 1, 1),
                        on)
                .map(place -> place.plan().id() + " "
                        + Math.round(
                                Objects.requireNonNull(place.target().goal().value())))
                .orElse(" ");
    }

    @Test
    void theDraftWasNeverInForce() {
        Plan draft = plan("draft-programme-2021");

        assertThat(draft.act().isDraft()).isTrue();
        assertThat(draft.isInForce(LocalDate.of(2021, 6, 30))).isFalse();
        assertThat(PLANS.all()).filteredOn(plan -> plan.act().isDraft()).containsExactly(draft);
    }

    private static final String OWN = """
            id: own
            name: {vi: "Kế hoạch riêng", en: "Own plan"}
            about: {vi: "thử", en: "a test"}
            acts:
              - {number: "20/KH-UBND", title: {vi: "a", en: "b"}, issuer: {vi: "a", en: "b"}, date: 2026-02-10}
            groups: [{id: a, name: {vi: "a", en: "b"}}]
            items:
              - group: a
                number: "1"
                indicators: [dg.tthc_on_time]
                responsible: [{agency: H26.VP, role: lead}]
                targets: [{by: 2027, level: city, kind: minimum, value: 95}]
                name: {vi: "a", en: "b"}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "by: 2027; by: 2027-13; :12: '2027-13' is not a year, half-year or quarter",
                "indicators: [dg.tthc_on_time]; indicators: [dg.on_time]; :10: there is no indicator 'dg.on_time'",
                "agency: H26.VP; agency: H26.XX; :11: there is no agency 'H26.XX'",
                "group: a; group: b; :8: the plan has no group 'b'",
                "kind: minimum; kind: least; :12: 'least' is not value, minimum",
                "value: 95; vlaue: 95; :12: 'vlaue' is not known here",
                "level: city; level: city, to: 99; :12: 'to' belongs to a range",
                "level: city; level: city, area: '99999'; :12: there is no area '99999'",
                "level: city; level: city, area: '00004'; :12: Phường Ba Đình is no city",
                "level: city; level: city, act: 1/KH; :12: the plan has no act '1/KH'",
                "date: 2026-02-10; date: 2026-02-30; :5: '2026-02-30' is not a date",
                "id: own; id: plan-239; :1: 'plan-239' is defined twice"
            })
    void namesFileAndLineOfWhatIsWrong(String right, String wrong, String message, @TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/own.yaml"), OWN);
        Plans plans = CatalogueLoader.load(CatalogueFiles.in(folder)).plans();
        assertThat(plans.find("own")).isPresent();
        assertThat(plans.all()).hasSize(5);

        Files.writeString(folder.resolve("plans/own.yaml"), OWN.replace(right, wrong));
        assertThatThrownBy(() -> CatalogueLoader.load(CatalogueFiles.in(folder)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("plans/own.yaml")
                .hasMessageContaining(message);
    }

    /** "About 5" of a rank is met at or below, and of a share at or above. */
    @ParameterizedTest
    @CsvSource({"dg.dx_rank, <=", "dg.tthc_on_time, >=", "'dg.tthc_on_time, dg.dx_rank', "})
    void aPlainValueIsMetOnTheSideThatIsBetter(String indicators, @Nullable String sign, @TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(
                folder.resolve("plans/own.yaml"),
                OWN.replace("dg.tthc_on_time", indicators).replace("kind: minimum", "kind: value"));
        if (sign == null) {
            assertThatThrownBy(() -> CatalogueLoader.load(CatalogueFiles.in(folder)))
                    .hasMessageContaining(":12: of some of the item's indicators more is better");
            return;
        }
        assertThat(CatalogueLoader.load(CatalogueFiles.in(folder))
                        .plans()
                        .find("own")
                        .orElseThrow()
                        .items()
                        .get(0)
                        .targets()
                        .get(0)
                        .goal()
                        .comparison())
                .isEqualTo(sign);
    }
}
