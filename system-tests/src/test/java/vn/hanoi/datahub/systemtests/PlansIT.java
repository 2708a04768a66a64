package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Plans, targets in force on a day, and values of reporting periods, as a reader sees them. */
class PlansIT {

    private static final String AREA = "10441";
    private static final String ON_TIME = "/v1/indicators/dg.tthc_on_time/values?area=" + AREA;

    private static final RunningHub HUB = RunningHub.get();

    /** A dossier resolved on a day; due on the 20th of that month. */
    private static void resolved(String day) {
        String month = day.substring(0, 7);
        String time = day + "T10:00:00+07:00";
        String event = FrontDoorIT.dossierOf(month, "plan-" + day, AREA)
                .replace(month + "-10T10:00:00+07:00", time)
                .replace(month + "-01T08", month + "-01T07");
        assertThat(HUB.post("H26.HCC", "application/cloudevents+json", event).status())
                .as(event)
                .isEqualTo(202);
    }

    @BeforeAll
    static void dossiersAroundTheCutOff() {
        // on time up to the 20th
        List.of("2024-02-14", "2024-02-15", "2024-02-25", "2024-03-14", "2024-03-15", "2024-07-01")
                .forEach(PlansIT::resolved);
        // days as old as these are read from the history, which is written in batches
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get(ON_TIME + "&period=day").path("values")).hasSize(6));
    }

    private static JsonNode get(String path) {
        return HUB.get(path).body();
    }

    /** Period, numerator and denominator of each value. */
    private static List<String> values(String query) {
        return StreamSupport.stream(get(ON_TIME + query).path("values").spliterator(), false)
                .map(row -> row.path("period").asString() + " "
                        + row.path("numerator").asInt() + "/"
                        + row.path("denominator").asInt())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&regime=nd-09-2019&period=month&from=2024-02&to=2024-05 | 2024-02@nd-09-2019 1/1, 2024-03@nd-09-2019 2/3, 2024-04@nd-09-2019 1/1",
                "&regime=nd-09-2019&period=month&from=2024-03@nd-09-2019&to=2024-04@nd-09-2019 | 2024-03@nd-09-2019 2/3",
                "&regime=nd-09-2019&period=half-year&from=2024-01-01&to=2025-01-01 | 2024-H1@nd-09-2019 4/5, 2024-H2@nd-09-2019 1/1",
                "&period=half-year&from=2024&to=2025 | 2024-H1 4/5, 2024-H2 1/1",
                "&period=nine-months&from=2024&to=2025 | 2024-9M 5/6",
                "&period=year-to-date&from=2024-01-01&to=2024-03-15 | 2024-YTD-03-14 3/4",
                "&period=week&from=2024-02-12&to=2024-03-01 | 2024-W07 2/2, 2024-W08 0/1",
                "&period=range&from=2024-02-15&to=2024-03-15 | 2024-02-15/2024-03-15 2/3",
                "&regime=calendar&period=month&from=2024-02&to=2024-03 | 2024-02 2/3",
            })
    void aReportingPeriodIsOneValue(String query, String expected) {
        if (query.contains("week")) {
            assertThat(values(query)).contains("2024-W07 2/2", "2024-W08 0/1");
        } else {
            assertThat(String.join(", ", values(query))).isEqualTo(expected);
        }
    }

    @Test
    void aRangeHasStartEndTargetAndTable() {
        JsonNode row = get(ON_TIME + "&period=range&from=2024-02-15&to=2024-03-15")
                .path("values")
                .path(0);

        assertThat(row.path("start").asString()).isEqualTo("2024-02-15T00:00:00+07:00");
        assertThat(row.path("end").asString()).isEqualTo("2024-03-15T00:00:00+07:00");
        assertThat(row.path("value").asDouble()).isEqualTo(200.0 / 3);
        assertThat(HUB.row("dg.tthc_on_time", "01", "2024", "year")
                        .path("targetPlan")
                        .asString())
                .isEqualTo("plan-239");
        assertThat(HUB.get(
                                HUB.settings.queryUrl() + ON_TIME + "&period=range&from=2024-02-15&to=2024-03-15",
                                "text/csv")
                        .text())
                .contains("2024-02-15/2024-03-15")
                .contains(",range");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dg.tthc_on_time | period=range | needs from and to",
                "dg.tthc_on_time | period=range&from=2024-03-15&to=2024-02-15 | from is a day before to",
                "dg.tthc_on_time | period=range&regime=nd-09-2019&from=2024-02-15&to=2024-03-15 | belongs to no regime",
                "dg.tthc_on_time | period=fortnight&regime=nd-09-2019 | has no period 'fortnight'",
                "dg.tthc_on_time | period=week&regime=nd-09-2019 | has no period 'week'",
                "dg.tthc_on_time | regime=nd-9 | there is no regime 'nd-9'",
                "dg.tthc_on_time | period=half-year&from=soon | from is a day",
                "dg.tthc_on_time | period=week&from=1990-01-01&to=2024-01-01 | name at most 500",
                "dg.users_unified_identity | period=half-year&from=2024-01-01&to=2025-01-01 | do not add up to other periods",
                "ds.fibre_households | regime=nd-09-2019&from=2024-02&to=2024-03 | it is read at the end of a month, quarter, year",
            })
    void whatHasNoAnswerIsRefused(String indicator, String query, String reason) {
        JsonNode problem = get("/v1/indicators/" + indicator + "/values?" + query);

        assertThat(problem.path("status").asInt()).as(problem.toString()).isEqualTo(400);
        assertThat(problem.path("detail").asString()).contains(reason);
    }

    @Test
    void theFourPapersAreServed() {
        JsonNode plans = get("/v1/plans");

        assertThat(StreamSupport.stream(plans.path("plans").spliterator(), false)
                        .map(plan -> plan.path("id").asString() + " "
                                + plan.path("inForce").asBoolean() + " "
                                + plan.path("draft").asBoolean()))
                .contains(
                        "plan-76 true false",
                        "draft-programme-2021 false true",
                        "resolution-18 true false",
                        "plan-239 true false");
        JsonNode plan239 = get("/v1/plans/plan-239").path("plan");
        assertThat(plan239.path("indicators").asInt()).isEqualTo(55);
        assertThat(plan239.path("tasks").asInt()).isEqualTo(201);
        assertThat(get("/v1/plans/plan-1").path("status").asInt()).isEqualTo(404);
        assertThat(get("/v1/plans/plan-76?on=yesterday").path("status").asInt()).isEqualTo(400);
    }

    @Test
    void anItemHasValueTargetGapAndForecast() {
        JsonNode plan = get("/v1/plans/plan-239?area=" + AREA + "&on=2024-06-30");
        JsonNode item = StreamSupport.stream(plan.path("items").spliterator(), false)
                .filter(one -> one.path("indicators").path(0).asString().equals("dg.tthc_on_time"))
                .findFirst()
                .orElseThrow();

        assertThat(plan.path("areaName").asString()).isEqualTo("Thị trấn Đại Nghĩa");
        assertThat(item.path("value").asDouble()).isEqualTo(80.0);
        assertThat(item.path("target").isNull()).isTrue(); // the plan sets it for the city
        assertThat(item.path("trajectory")).isNotEmpty();
        assertThat(item.path("forecast").path("outcome").asString()).isNotBlank();
        assertThat(item.path("responsible").path(0).path("name").path("vi").asString())
                .isNotBlank();
    }

    @Test
    void contradictingTargetsAreShownAsSuch() {
        JsonNode before = get("/v1/indicators/ds.fibre_households/targets?on=2023-01-01");

        assertThat(before.path("conflicts").path(0).path("targets"))
                .extracting(target -> target.path("plan").asString() + " "
                        + target.path("target").path("value").asInt() + " "
                        + target.path("target").path("inForce").asBoolean())
                .containsExactly("draft-programme-2021 80 false", "resolution-18 90 true", "plan-239 90 false");
        assertThat(before.path("targets"))
                .filteredOn(target -> target.path("binding").asBoolean())
                .extracting(target -> target.path("plan").asString())
                .containsOnly("resolution-18");
    }

    @Test
    void whatIsDueIsInTheCalendar() {
        JsonNode due = get("/v1/calendar?from=2026-02-01&to=2026-03-01").path("due");

        assertThat(due)
                .extracting(one ->
                        one.path("period").asString() + " " + one.path("due").asString())
                .containsExactly("2026-02@nd-09-2019 2026-02-23T10:00:00Z");
        assertThat(get("/v1/regimes").path("regimes"))
                .extracting(regime -> regime.path("id").asString())
                .containsExactly("calendar", "nd-09-2019");
    }
}
