package vn.hanoi.datahub.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.form.ValueRow;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.plan.PlanAnswers.Conflict;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Targets of a plan of the city's own, which a decision amends. */
class TargetsTest {

    private static final String ON_TIME = "dg.tthc_on_time";
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final String PLAN = """
            id: own
            name: {vi: "Kế hoạch riêng", en: "Own plan"}
            about: {vi: "thử", en: "a test"}
            acts:
              - {number: "20/KH-UBND", title: {vi: "a", en: "b"}, issuer: {vi: "a", en: "b"}, date: 2026-02-10}
              - {number: "30/QĐ-UBND", title: {vi: "a", en: "b"}, issuer: {vi: "a", en: "b"}, date: 2026-06-01, amends: ["20/KH-UBND"]}
            groups: [{id: a, name: {vi: "a", en: "b"}}]
            items:
              - group: a
                number: "1"
                indicators: [dg.tthc_on_time]
                name: {vi: "a", en: "b"}
                targets:
                  - {by: 2027, level: city, kind: minimum, value: 95}
                  - {by: 2027, level: city, kind: minimum, value: 96, act: "30/QĐ-UBND"}
                  - {by: 2026, level: city, kind: minimum, value: 70}
                  - {by: 2026, level: city, agency: H26.VP, kind: minimum, value: 75}
            """;
    private static final String OTHER = PLAN.replace("id: own", "id: other")
            .replace("20/KH-UBND", "40/KH-UBND")
            .replace("30/QĐ-UBND", "50/QĐ-UBND")
            .replace("value: 96", "value: 97");

    private static Catalogue own;
    private static Catalogue both;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/own.yaml"), PLAN);
        own = CatalogueLoader.load(CatalogueFiles.in(folder));
        Files.writeString(folder.resolve("plans/other.yaml"), OTHER);
        both = CatalogueLoader.load(CatalogueFiles.in(folder));
    }

    @Test
    void anAmendmentContradictsNothing() {
        LocalDate day = LocalDate.of(2026, 11, 30);

        assertThat(new Targets(own.plans()).conflicts(ON_TIME, day))
                .extracting(Conflict::by)
                .doesNotContain("2027");
        assertThat(new Targets(both.plans()).conflicts(ON_TIME, day))
                .filteredOn(conflict -> conflict.by().equals("2027"))
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.targets())
                        .extracting(target -> target.target().act())
                        .containsExactlyInAnyOrder("30/QĐ-UBND", "50/QĐ-UBND"));
    }

    /** The three of the press reports; "universal" or "some" is no other number. */
    @Test
    void theFourPapersContradictOneAnotherInThreeNumbers() {
        Targets shipped = new Targets(Shipped.CATALOGUE.plans());

        assertThat(Shipped.CATALOGUE.indicators())
                .flatExtracting(definition -> shipped.conflicts(definition.id(), LocalDate.of(2023, 10, 1)).stream()
                        .map(conflict -> definition.id() + " " + conflict.by() + ": "
                                + conflict.targets().stream()
                                        .map(target -> "%s %s %s%s"
                                                .formatted(
                                                        target.plan(),
                                                        target.target().comparison(),
                                                        target.target().value(),
                                                        target.target().inForce() ? "" : " not in force"))
                                        .collect(Collectors.joining(", ")))
                        .toList())
                .containsExactly(
                        "de.grdp_share 2030: plan-76 >= 40.0, draft-programme-2021 > 40.0 not in force, plan-239 >= 40.0",
                        "de.productivity_growth 2030: plan-76 >= 7.5, draft-programme-2021 > 7.5 not in force, plan-239 >= 7.5",
                        "ds.fibre_households 2025: draft-programme-2021 > 80.0 not in force, resolution-18 >= 90.0, plan-239 >= 90.0");
    }

    /** At least 95 and at most 95 are no more the same than 95 and 96. */
    @ParameterizedTest
    @CsvSource({
        "'minimum, value: 95', false",
        "'value, value: 95', false",
        "'minimum, value: 95, strict: true', true",
        "'maximum, value: 95', true",
        "'range, value: 95, to: 97', true",
        "'growth, value: 95', true",
    })
    void theSideOfANumberIsPartOfIt(String goal, boolean contradicts, @TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        String plan = PLAN.replace("value: 96", "value: 95");
        Files.writeString(folder.resolve("plans/own.yaml"), plan);
        Files.writeString(
                folder.resolve("plans/other.yaml"),
                OTHER.replace("value: 97", "value: 95").replace("minimum, value: 95", goal));

        assertThat(new Targets(CatalogueLoader.load(CatalogueFiles.in(folder)).plans())
                        .conflicts(ON_TIME, LocalDate.of(2026, 11, 30)))
                .extracting(Conflict::by)
                .matches(years -> years.contains("2027") == contradicts);
    }

    @Test
    void aValueOfAnAgencyIsHeldToTheAgencysOwnTarget() {
        assertThat(target("agency", "H26.VP")).isEqualTo(75);
        assertThat(target("agency", "H26.YT")).isEqualTo(70);
        assertThat(target("", "")).isEqualTo(70);
        assertThat(new Targets(own.plans()).of(ON_TIME, LocalDate.of(2026, 11, 30)))
                .filteredOn(target -> "H26.VP".equals(target.target().agency()))
                .singleElement()
                .satisfies(target -> assertThat(target.binding()).isTrue());
    }

    /** 57 % of 95 %, and from the decision of 1 June on of 96 %. */
    @ParameterizedTest
    @CsvSource({"2026-02-09T17:00:00Z, 95, 0.6", "2026-05-31T16:59:59Z, 95, 0.6", "2026-05-31T17:00:00Z, 96, 0.59375"})
    void aValueAsOfAMomentIsHeldToTheTargetInForceThen(Instant asOf, double target, double attainment) {
        assertThat(new ValueRows(own, () -> NOW)
                        .of(
                                own.findDefinition(ON_TIME).orElseThrow(),
                                Published.value(AreaId.parse("01@2008-08-01"), ON_TIME, "2027", 57, 100),
                                asOf))
                .extracting(ValueRow::target, ValueRow::attainment, ValueRow::targetPlan)
                .containsExactly(target, attainment, "own");
    }

    private static Double target(String dimension, String member) {
        IndicatorDefinition definition = own.findDefinition(ON_TIME).orElseThrow();
        Value total = Published.value(AreaId.parse("01@2008-08-01"), ON_TIME, "2026", 1, 2);
        ValueKey key = new ValueKey(
                ON_TIME, 1, dimension, total.key().area(), member, total.key().period());
        return new ValueRows(own, () -> NOW)
                .of(
                        definition,
                        new Value(
                                key,
                                total.value(),
                                total.numerator(),
                                total.denominator(),
                                1,
                                null,
                                1,
                                NOW,
                                NOW,
                                false))
                .target();
    }
}
