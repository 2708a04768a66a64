package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/**
 * A stranger at a hub that protects small counts: whatever way out is taken, there is nothing in it that open data do
 * not say.
 */
class ProtectedReadersIT {

    private static final String INDICATOR = "dg.tthc_dossiers_online";
    private static final Pattern SAMPLE =
            Pattern.compile("hub_indicator_value\\{[^}]*indicator=\"" + INDICATOR + "\"[^}]*} (\\S+)");

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private void send(String commune, String month, int dossiers) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < dossiers; i++) {
            events.add(FrontDoorIT.dossierOf(month, "protected-" + commune + "-" + month + "-" + i, commune));
        }
        assertThat(hub.post("H26.HCC", "application/cloudevents-batch+json", "[" + String.join(",", events) + "]")
                        .status())
                .isEqualTo(202);
    }

    private static String cell(JsonNode row) {
        return row.path("area").asString() + "@" + row.path("areaSince").asString() + " "
                + row.path("period").asString();
    }

    private static String numbers(JsonNode row) {
        return row.path("numerator").asString("") + "/"
                + row.path("denominator").asString("");
    }

    /** What open data show of an indicator. */
    private static Map<String, String> open(OwnQueryService reader, String indicator) {
        Map<String, String> open = new TreeMap<>();
        for (JsonNode row : reader.get("/open-data/" + indicator + ".json").path("rows")) {
            if (!row.path("suppressed").asBoolean()) {
                open.put(cell(row), numbers(row));
            }
        }
        return open;
    }

    private Answer ask(OwnQueryService reader, String path, Map<String, String> headers) {
        return hub.ask("GET", reader.url(path), headers, "");
    }

    /** Every total of an indicator that the API gives. */
    private Map<String, String> api(OwnQueryService reader, String indicator, Map<String, String> headers) {
        Map<String, String> rows = new TreeMap<>();
        for (String period : List.of("day", "month", "quarter", "year")) {
            for (String level : List.of("city", "district", "commune")) {
                Answer answer = ask(
                        reader,
                        "/v1/indicators/" + indicator + "/values?period=" + period + "&level=" + level,
                        headers);
                assertThat(answer.status())
                        .as(answer.text())
                        .isIn(200, 400); // not each indicator has each period and tier
                for (JsonNode row : answer.body().path("values")) {
                    rows.put(cell(row), numbers(row));
                }
            }
        }
        return rows;
    }

    @Test
    void aStrangerSeesWhatOpenDataShow_andNothingElse() throws Exception {
        send("00001", "2021-02", 3);
        send("00004", "2021-02", 12);
        send("00006", "2021-02", 9);
        send("00037", "2021-02", 2);
        Map<String, Object> settings = Map.of(
                "hub.query.readers", "protected",
                "hub.query.open-data.every", "200ms",
                "hub.query.open-data.rest", "1s");
        try (OwnQueryService reader =
                new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("protected.duckdb"), settings)) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> open(reader, INDICATOR).keySet().stream().anyMatch(cell -> cell.endsWith("2021-02")));
            Map<String, String> key = Map.of("X-API-Key", hub.readerKey());

            for (JsonNode indicator : reader.get("/v1/indicators").path("indicators")) {
                String id = indicator.path("id").asString();
                if (id.startsWith("dg.tthc")) {
                    assertThat(open(reader, id)).as(id).containsAllEntriesOf(api(reader, id, Map.of()));
                    assertThat(ask(reader, "/v1/indicators/" + id + "/values?by=agency&period=month", Map.of())
                                    .body()
                                    .path("values"))
                            .as(id + " by agency")
                            .isEmpty();
                }
            }
            assertThat(api(reader, INDICATOR, Map.of()))
                    .as("what is open is there")
                    .isNotEmpty();
            assertThat(api(reader, INDICATOR, key))
                    .as("who is known sees the small ones")
                    .containsValue("3/3");
            assertThat(api(reader, INDICATOR, Map.of()))
                    .doesNotContainValue("3/3")
                    .doesNotContainValue("2/2");

            everyOtherWayOut(reader, key);
        }
    }

    private void everyOtherWayOut(OwnQueryService reader, Map<String, String> key) {
        Map<String, String> open = open(reader, INDICATOR);
        for (String path : List.of(
                "/v1/indicators/" + INDICATOR + "/explain?area=01&period=2021",
                "/v1/indicators/" + INDICATOR + "/revisions?area=01&period=2021",
                "/v1/reconciliation",
                "/v1/agencies/H26.HCC/quality",
                "/v1/reports/agencies/H26.HCC.html?period=2021-02")) {
            assertThat(ask(reader, path, Map.of()).status()).as(path).isEqualTo(401);
            assertThat(ask(reader, path, key).status()).as(path).isEqualTo(200);
        }
        assertThat(ask(
                                reader,
                                "/v1/indicators/" + INDICATOR + "/values?period=month&level=commune",
                                Map.of("Accept", "text/csv"))
                        .text())
                .doesNotContain(",3,3,");
        assertThat(ask(reader, "/v1/alerts?status=all", Map.of()).text()).doesNotContain("dg.tthc");

        Map<String, Double> newest = new HashMap<>();
        open.forEach((cell, numbers) -> newest.put(cell, value(numbers)));
        Matcher sample = SAMPLE.matcher(ask(reader, "/v1/prometheus", Map.of()).text());
        while (sample.find()) {
            assertThat(newest.values()).contains(Double.parseDouble(sample.group(1)));
        }
        for (String commune : List.of("00001@2008-08-01", "00004@2008-08-01", "01")) {
            JsonNode trends =
                    ask(reader, "/v1/trends?area=" + commune, Map.of()).body().path("trends");
            for (JsonNode trend : trends) {
                if (trend.path("indicator").asString().equals(INDICATOR)) {
                    trend.path("points")
                            .forEach(point -> assertThat(open.keySet())
                                    .anyMatch(cell ->
                                            cell.endsWith(" " + point.path(0).asString())));
                }
            }
        }
        String city = ask(reader, "/v1/reports/areas/00001.html?period=2021-02", Map.of())
                .text();
        assertThat(city).doesNotContain(">3/3<").doesNotContain("3 / 3");
        composedOnes(reader, open);
    }

    /** Spans of days, plans, indices and released reports are composed of the same values. */
    private void composedOnes(OwnQueryService reader, Map<String, String> open) {
        String values = "/v1/indicators/" + INDICATOR + "/values?level=commune&";
        for (String days : List.of(
                "period=range&from=2021-02-03&to=2021-02-20",
                "period=range&from=2021-02-01&to=2021-03-02",
                "period=week&from=2021-01-25&to=2021-03-08",
                "regime=nd-09-2019&period=month&from=2021-02&to=2021-04")) {
            assertThat(ask(reader, values + days, Map.of()).body().path("values"))
                    .as(days)
                    .isEmpty();
        }
        for (JsonNode row : ask(reader, values + "period=range&from=2021-02-01&to=2021-03-01", Map.of())
                .body()
                .path("values")) {
            assertThat(open.values()).contains(numbers(row));
        }
        for (String path : List.of(
                "/v1/plans/plan-239?area=00001&on=2021-12-31",
                "/v1/plans/plan-239?area=00037&on=2021-02-28",
                "/v1/indices/example-communes/explain?period=2021&unit=00001")) {
            Answer answer = ask(reader, path, Map.of());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            for (JsonNode item : answer.body().path("items")) {
                if (item.path("indicator").asString("").startsWith("dg.tthc")) {
                    assertThat(item.path("value").isNull()).as(item.toString()).isTrue();
                    assertThat(item.path("trajectory")).isEmpty();
                }
            }
            for (JsonNode scored : answer.body().path("criteria")) {
                if (scored.path("criterion").path("indicator").asString("").startsWith("dg.tthc")) {
                    assertThat(scored.path("value").isNull())
                            .as(scored.toString())
                            .isTrue();
                }
            }
        }
        Answer frozen = hub.ask(
                "POST",
                reader.url("/v1/releases"),
                Map.of("X-API-Key", hub.operatorKey(), "Content-Type", "application/json"),
                """
                {"id":"protected-2021-02","title":{"vi":"a","en":"b"},"period":"2021-02","indicators":["%s"],"level":"commune","asOf":"%s"}
                """.formatted(INDICATOR, java.time.Instant.now()));
        assertThat(frozen.status()).as(frozen.text()).isEqualTo(201);
        for (JsonNode row : ask(
                        reader, "/v1/releases/protected-2021-02/versions/1", Map.of("X-API-Key", hub.operatorKey()))
                .body()
                .path("indicators")
                .path(0)
                .path("values")) {
            assertThat(open.values()).as("what is released is for everybody").contains(numbers(row));
        }
    }

    private static double value(String numbers) {
        String[] parts = numbers.split("/");
        return parts.length < 2 || parts[1].isEmpty()
                ? 0
                : 100 * Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
    }
}
