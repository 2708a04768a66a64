package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * The example index against a spreadsheet: points, totals, ranks with ties, and the explanation. The year is one of the
 * past that no other test uses, in communes of then.
 */
class IndicesIT {

    private static final RunningHub HUB = RunningHub.get();
    private static final String INDEX = "/v1/indices/example-communes";

    /** Codes of three communes of 2019. */
    private static final List<String> UNITS =
            CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(java.time.LocalDate.of(2019, 12, 31)).stream()
                    .filter(area -> area.id().isCommune())
                    .map(area -> area.code())
                    .sorted()
                    .limit(3)
                    .toList();

    private static void send(String agency, String event) {
        assertThat(HUB.post(agency, "application/cloudevents+json", event).status())
                .as(event)
                .isEqualTo(202);
    }

    private static void dossier(int number, String area, boolean online, boolean onTime) {
        String id = "index-" + area + "-" + number;
        String event =
                FrontDoorIT.dossierOf("2019-03", id, area).replace("ONLINE_FULL", online ? "ONLINE_FULL" : "COUNTER");
        send("H26.HCC", onTime ? event : event.replace("2019-03-20T17", "2019-03-05T17"));
    }

    private static void points(String area, String series, double points) {
        send("H26.NV", """
                {"specversion":"1.0","type":"vn.hanoi.statistic","source":"urn:hanoi:agency:H26.NV","id":"%1$s-%2$s",
                 "subject":"awareness/%1$s/%2$s","time":"2019-12-20T10:00:00+07:00",
                 "data":{"statistic":"index.example_communes.awareness","area":"%1$s","period":"2019","numerator":%3$s,"dimension":"%2$s"}}
                """.formatted(area, series, points));
    }

    @BeforeAll
    static void aYear() {
        // unit 0: 10 dossiers, 7 online, 9 on time; unit 1: the same; unit 2: 4 dossiers, all online and on time
        for (int unit = 0; unit < 2; unit++) {
            for (int i = 0; i < 10; i++) {
                dossier(i, UNITS.get(unit), i < 7, i < 9);
            }
        }
        for (int i = 0; i < 4; i++) {
            dossier(i, UNITS.get(2), true, true);
        }
        points(UNITS.get(0), "self", 18);
        points(UNITS.get(0), "appraised", 12.5);
        points(UNITS.get(1), "appraised", 10);
        points(UNITS.get(1), "decided", 12.5);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(ranking("decided").get(0)).startsWith("1 " + UNITS.get(2));
            // the points arrive in any order
            assertThat(total(0, "self")).isPositive();
            assertThat(total(0, "appraised")).isGreaterThanOrEqualTo(50.5);
            assertThat(total(1, "appraised")).isGreaterThanOrEqualTo(48.0);
            assertThat(total(1, "decided")).isGreaterThanOrEqualTo(50.5);
        });
    }

    private static double total(int unit, String series) {
        return explained(UNITS.get(unit)).path("totals").path(series).asDouble();
    }

    private static List<String> ranking(String series) {
        List<String> ranking = new ArrayList<>();
        HUB.get(INDEX + "?period=2019&series=" + series)
                .body()
                .path("units")
                .forEach(unit -> ranking.add(unit.path("rank").asString("-") + " "
                        + unit.path("unit").asString() + " "
                        + unit.path("totals").path(series).asDouble()));
        return ranking;
    }

    private static JsonNode explained(String unit) {
        return HUB.get(INDEX + "/explain?period=2019&unit=" + unit).body();
    }

    /**
     * The spreadsheet: online 70 % is (70 − 40) ÷ 50 × 30 = 18; on time 90 % is 20; awareness 12.5; bonus: results are
     * not electronic; sum 50.5 for unit 0 and 1, as the council decided 12.5 for both; unit 2: 30 + 30.
     */
    @Test
    void pointsTotalsAndRanksAreThoseOfASpreadsheet() throws Exception {
        double bonus = criterion(explained(UNITS.get(0)), "electronic-results")
                .path("points")
                .path("decided")
                .asDouble(0);

        assertThat(ranking("decided").subList(0, 4))
                .containsExactly(
                        "1 " + UNITS.get(2) + " " + (60 + bonus),
                        "2 " + UNITS.get(0) + " " + (50.5 + bonus),
                        "2 " + UNITS.get(1) + " " + (50.5 + bonus),
                        ranking("decided").get(3));
        assertThat(ranking("decided").get(3)).startsWith("- ").endsWith(" 0.0"); // nothing is known of it
        assertThat(ranking("appraised").get(2)).isEqualTo("3 " + UNITS.get(1) + " " + (48.0 + bonus));
        assertThat(ranking("self").get(0)).isEqualTo("1 " + UNITS.get(0) + " 18.0");
    }

    @Test
    void explainGoesDownToThePoints() {
        JsonNode explanation = explained(UNITS.get(0));

        JsonNode online = criterion(explanation, "online");
        assertThat(online.path("value").asDouble()).isEqualTo(70.0);
        assertThat(online.path("points").path("decided").asDouble()).isEqualTo(18.0);
        assertThat(online.path("criterion").path("scale").path("en").asString())
                .isEqualTo("in proportion from 40 (0 points) to 90 (all points)");
        assertThat(HUB.get(online.path("explain").asString())
                        .body()
                        .path("contributions")
                        .isMissingNode())
                .isFalse();
        JsonNode awareness = criterion(explanation, "awareness").path("points");
        assertThat(awareness.path("self").asDouble()).isEqualTo(18.0);
        assertThat(awareness.path("appraised").asDouble()).isEqualTo(12.5);
        assertThat(awareness.path("decided").asDouble()).isEqualTo(12.5);
    }

    /** The code alone stands for the unit of the year's last day, and its first day may be named. */
    @Test
    void aUnitIsNamedWithItsFirstDay() {
        assertThat(HUB.get(INDEX + "?period=2025").body().path("units"))
                .allSatisfy(
                        unit -> assertThat(unit.path("areaSince").asString()).isEqualTo("2025-07-01"));
        assertThat(HUB.get(INDEX + "/explain?period=2025&unit=00166@2025-07-01").body())
                .isEqualTo(HUB.get(INDEX + "/explain?period=2025&unit=00166").body());
        assertThat(HUB.get(INDEX + "/explain?period=2024&unit=00166")
                        .body()
                        .path("areaSince")
                        .asString())
                .isEqualTo("2008-08-01");
        assertThat(HUB.get(INDEX + "/explain?period=2025&unit=00166@2008-08-01").status())
                .isEqualTo(404);
    }

    private static JsonNode criterion(JsonNode explanation, String id) {
        return StreamSupport.stream(explanation.path("criteria").spliterator(), false)
                .filter(scored -> scored.path("criterion").path("id").asString().equals(id))
                .findFirst()
                .orElse(new JsonMapper().createObjectNode());
    }

    @Test
    void whatHasNoAnswerIsRefused() {
        assertThat(HUB.get("/v1/indices/none").status()).isEqualTo(404);
        assertThat(HUB.get(INDEX + "?period=2019-03").status()).isEqualTo(400);
        assertThat(HUB.get(INDEX + "?series=guessed").status()).isEqualTo(400);
        assertThat(HUB.get(INDEX + "/explain?unit=H26.KHCN").status()).isEqualTo(404);
        assertThat(HUB.get("/v1/indices").body().path("indices").path(0).path("criteria"))
                .hasSize(6);
    }
}
