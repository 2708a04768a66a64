package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.period.CityTime;

/** A report is frozen, signed, released from a moment on, and corrected by a second version. */
class SignoffIT {

    private static final String REPORT = "/v1/releases/report-2018-05";
    private static final String OPEN_DATA = "/open-data/report.report-2018-05";

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private RunningHub.Answer ask(String method, String path, String key, String body) {
        return hub.ask(
                method,
                hub.settings.queryUrl() + path,
                Map.of("X-API-Key", key, "Content-Type", "application/json"),
                body);
    }

    private void dossier(String id, String channel) {
        String event = FrontDoorIT.dossierOf("2018-05", id, "00229").replace("ONLINE_FULL", channel);
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", event).status())
                .isEqualTo(202);
    }

    private void awaitOnline(double value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(hub.row("dg.tthc_dossiers_online", "01", "2018-05", "month")
                                .path("value")
                                .asDouble())
                        .isEqualTo(value));
    }

    private RunningHub.Answer freeze(String reason) {
        return ask("POST", "/v1/releases", hub.operatorKey(), """
                {"id":"report-2018-05","title":{"vi":"Báo cáo tháng 5/2018","en":"Report for May 2018"},"period":"2018-05",
                 "indicators":["dg.tthc_dossiers_online"],"level":"city","asOf":"%s"%s}
                """.formatted(Instant.now(), reason));
    }

    private RunningHub.Answer publish(int version, String body) {
        return ask("POST", REPORT + "/versions/" + version + "/publication", hub.operatorKey(), body);
    }

    @Test
    void readsAsTheOldValueUntilItsSecond_andVersionOneStays() throws Exception {
        dossier("signoff-1", "ONLINE_FULL");
        awaitOnline(100);
        RunningHub.Answer first = freeze("");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.body().path("status").asString()).isEqualTo("draft");

        // until it is released, only agencies and operators see it
        assertThat(hub.get(REPORT).status()).isEqualTo(404);
        assertThat(hub.get(REPORT + "/versions/1").status()).isEqualTo(404);
        assertThat(hub.get("/v1/releases").text()).doesNotContain("report-2018-05");
        assertThat(ask("GET", REPORT + "/versions/1", hub.key("H26.HCC"), "").status())
                .isEqualTo(200);
        eachAgencySignsItsPart(first.body());
        aYearSoFarIsFrozenToo();
        assertThat(hub.get(OPEN_DATA + ".csv").status())
                .as("open data follow the release")
                .isEqualTo(404);

        Instant second = Instant.now().plusSeconds(2);
        assertThat(publish(1, "{\"at\":\"" + second + "\"}")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("scheduled");
        assertThat(hub.get(REPORT).status()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10)).until(() -> hub.get(REPORT).status() == 200);
        assertThat(Instant.now()).isAfterOrEqualTo(second);
        RunningHub.Answer released = hub.get(REPORT);
        assertThat(released.headers().firstValue("ETag"))
                .contains("\"" + first.body().path("sha256").asString() + "\"");
        assertThat(value(released)).isEqualTo(100);
        assertThat(hub.get("/open-data/catalog.jsonld").text()).contains(OPEN_DATA + ".csv", "Report for May 2018");
        assertThat(openValues()).containsExactly("1 dg.tthc_dossiers_online 01 2018-05 100.0 1");

        // a correction changes nothing at that address until it is released itself
        dossier("signoff-2", "COUNTER");
        awaitOnline(50);
        assertThat(freeze("").status()).as("a correction has a reason").isEqualTo(400);
        assertThat(freeze(",\"reason\":\"x\",\"regime\":\"nd-09-2019\"")
                        .body()
                        .path("detail")
                        .asString())
                .contains("choose another id for another report");
        RunningHub.Answer corrected = freeze(",\"reason\":\"một hồ sơ gửi chậm\"");
        assertThat(corrected.body().path("version").asInt()).isEqualTo(2);
        assertThat(hub.get(REPORT).text()).isEqualTo(released.text());
        assertThat(openValues()).containsExactly("1 dg.tthc_dossiers_online 01 2018-05 100.0 1");
        assertThat(publish(2, "").body().path("status").asString()).isEqualTo("released");
        assertThat(value(hub.get(REPORT))).isEqualTo(50);
        assertThat(openValues()).containsExactly("2 dg.tthc_dossiers_online 01 2018-05 50.0 2");
        RunningHub.Answer early = hub.get("/open-data/2020-12-31/report.report-2018-05.json");
        assertThat(early.status()).as("on that day nothing was released").isEqualTo(404);
        assertThat(early.body().path("detail").asString())
                .isEqualTo("report.report-2018-05 was not released yet on 2020-12-31; its first day is "
                        + CityTime.dayOf(Instant.now()));
        assertThat(hub.get(REPORT + "/versions/1").text()).isEqualTo(released.text());
        assertThat(hub.get("/v1/releases").text()).contains("một hồ sơ gửi chậm", "replaced");

        // another query service, with an empty history, has the same bytes from the topic, and again after a restart
        try (OwnQueryService other = new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("other.duckdb"))) {
            assertSameBytes(other, released);
            other.close();
            other.start();
            assertSameBytes(other, released);
        }
    }

    private void assertSameBytes(OwnQueryService other, RunningHub.Answer first) {
        assertThat(hub.get(other.url(REPORT + "/versions/1"), "application/json")
                        .text())
                .isEqualTo(first.text());
        assertThat(hub.get(other.url(REPORT), "application/json").text())
                .isEqualTo(hub.get(REPORT).text());
    }

    /** Several callers at once: one content is frozen, every signature stays, and a release is not undone. */
    @Test
    void nothingIsLostOfWhatHappensAtTheSameTime() throws Exception {
        List<RunningHub.Answer> frozen = atOnce(IntStream.range(0, 5)
                .<Callable<RunningHub.Answer>>mapToObj(
                        i -> () -> ask("POST", "/v1/releases", hub.operatorKey(), """
                        {"id":"at-once","title":{"vi":"Báo cáo %d","en":"Report %d"},"period":"2018-04",
                         "indicators":["dg.tthc_dossiers_online","dg.work_dossiers_online.city"],"level":"city","asOf":"2026-01-01T00:00:00Z"}
                        """.formatted(i, i)))
                .toList());
        List<String> made = frozen.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.body().path("sha256").asString())
                .toList();
        String version = "/v1/releases/at-once/versions/1";
        assertThat(made).hasSize(1);
        assertThat(frozen)
                .as("400: a second version needs a reason")
                .extracting(RunningHub.Answer::status)
                .isSubsetOf(201, 409, 400);
        assertThat(ask("GET", version, hub.operatorKey(), "").headers().firstValue("ETag"))
                .contains("\"" + made.get(0) + "\"");

        List<RunningHub.Answer> changed = atOnce(List.of(
                () -> ask("POST", version + "/signatures", hub.key("H26.HCC"), ""),
                () -> ask("POST", version + "/publication", hub.operatorKey(), "{\"at\":\"2099-01-01T00:00:00Z\"}"),
                () -> ask("POST", version + "/publication", hub.operatorKey(), ""),
                () -> ask("POST", version + "/signatures", hub.key("H26.VP"), "")));
        assertThat(changed).extracting(RunningHub.Answer::status).containsOnly(200);
        JsonNode release = hub.get("/v1/releases")
                .body()
                .path("releases")
                .valueStream()
                .filter(each -> each.path("id").asString().equals("at-once"))
                .findFirst()
                .orElseThrow();
        assertThat(release.path("status").asString()).isEqualTo("released");
        assertThat(release.path("signatures").findValuesAsString("agency"))
                .containsExactlyInAnyOrder("H26.HCC", "H26.VP");
    }

    private static List<RunningHub.Answer> atOnce(List<Callable<RunningHub.Answer>> calls) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(calls.size());
        try {
            List<RunningHub.Answer> answers = new ArrayList<>();
            for (Future<RunningHub.Answer> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdown();
        }
    }

    private void aYearSoFarIsFrozenToo() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.get("/v1/indicators/dg.tthc_dossiers_online/values?area=01&period=year-to-date"
                                + "&from=2018-01-01&to=2018-05-21")
                        .text()
                        .contains("\"value\":100"));
        RunningHub.Answer frozen = ask("POST", "/v1/releases", hub.operatorKey(), """
                {"id":"so-far-2018","title":{"vi":"Báo cáo năm 2018 đến 20/5","en":"Report for 2018 up to 20 May"},"period":"2018-YTD-05-20",
                 "indicators":["dg.tthc_dossiers_online"],"level":"city","asOf":"%s"}
                """.formatted(Instant.now()));
        assertThat(frozen.status()).as(frozen.text()).isEqualTo(201);
        RunningHub.Answer content = ask("GET", "/v1/releases/so-far-2018/versions/1", hub.operatorKey(), "");
        assertThat(value(content)).as(content.text()).isEqualTo(100);
        assertThat(content.body().path("period").asString()).isEqualTo("2018-YTD-05-20");
    }

    /** The service centre reports the dossiers; the department of construction has no part of them. */
    private void eachAgencySignsItsPart(JsonNode draft) {
        assertThat(draft.path("unsigned").path(0).asString()).isEqualTo("dg.tthc_dossiers_online");
        RunningHub.Answer another =
                ask("POST", REPORT + "/versions/1/signatures", hub.key("H26.HCC"), "{\"agency\":\"H26.VP\"}");
        assertThat(another.status()).as(another.text()).isEqualTo(400);
        RunningHub.Answer stranger = ask("POST", REPORT + "/versions/1/signatures", hub.key("H26.XD"), "");
        assertThat(stranger.status()).as(stranger.text()).isEqualTo(403);
        assertThat(stranger.body().path("detail").asString()).contains("no part of this report comes from H26.XD");

        JsonNode signed = ask("POST", REPORT + "/versions/1/signatures", hub.key("H26.HCC"), "")
                .body();
        JsonNode signature = signed.path("signatures").path(0);
        assertThat(signature.path("agency").asString()).isEqualTo("H26.HCC");
        assertThat(signature.path("indicators").path(0).asString()).isEqualTo("dg.tthc_dossiers_online");
        assertThat(signature.path("area").isNull()).isTrue();
        assertThat(signed.path("unsigned")).isEmpty();
    }

    private List<String> openValues() {
        return hub.get(OPEN_DATA + ".json")
                .body()
                .path("rows")
                .valueStream()
                .map(row -> Stream.of("version", "indicator", "area", "period", "value", "denominator")
                        .map(column -> row.path(column).asString())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static double value(RunningHub.Answer report) {
        return report.body()
                .path("indicators")
                .path(0)
                .path("values")
                .path(0)
                .path("value")
                .asDouble(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"x\" | \"id\":\"X Y\" | small letters",
                "\"period\":\"2018-05\" | \"period\":\"2018-13\" | has no period '2018-13'",
                "\"level\":\"city\" | \"level\":\"town\" | level is city",
                "[\"dg.tthc_on_time\"] | [] | indicators has 1 to 100",
                "\"regime\":\"calendar\" | \"regime\":\"nd-9\" | there is no regime 'nd-9'",
                "\"period\":\"2018-05\" | \"period\":\"2018-05\",\"asOf\":\"2199-01-01T00:00:00Z\" | is in the future",
                "\"period\":\"2018-05\" | \"period\":\"2018-05\",\"asOf\":\"2018-05-20T00:00:00Z\" | its period had not ended",
                "[\"dg.tthc_on_time\"] | [\"dg.tthc_on_time\",\"dg.tthc_on_time\"] | indicators has 'dg.tthc_on_time' twice",
                "\"title\":{\"vi\":\"a\",\"en\":\"b\"}, | | title is missing"
            })
    void whatCannotBeFrozenIsRefused(String right, String wrong, String reason) {
        String body = """
                {"id":"x","title":{"vi":"a","en":"b"},"regime":"calendar","period":"2018-05","indicators":["dg.tthc_on_time"],"level":"city"}
                """.replace(right, wrong == null ? "" : wrong);
        RunningHub.Answer answer = ask("POST", "/v1/releases", hub.operatorKey(), body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("detail").asString()).contains(reason);
        assertThat(ask("POST", "/v1/releases", hub.key("H26.HCC"), body).status())
                .isEqualTo(403);
    }
}
