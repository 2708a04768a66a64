package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** What a dry run says would change is what changes when the same is published. */
class DryRunIT {

    private static final String MANY = "application/cloudevents-batch+json";

    private final RunningHub hub = RunningHub.get();

    @BeforeEach
    void awaitProcessor() {
        hub.awaitDefinitions();
    }

    private static String dossier(String id, String subject, String time, String channel) {
        return FrontDoorIT.dossier(id, subject, time, "00598", channel);
    }

    private Answer send(String query, String... events) {
        return hub.post(
                "/v1/events" + query,
                Map.of("X-API-Key", hub.key("H26.HCC"), "Content-Type", MANY),
                ("[" + String.join(",", events) + "]").getBytes(StandardCharsets.UTF_8));
    }

    private String value(String indicator) {
        JsonNode row = hub.row(indicator, "00598", "2025-08", "month");
        return row.path("value").asString("none") + "/" + row.path("events").asString("none");
    }

    /** The processor's own port: a body that is no list of events, and one larger than any the front door sends. */
    @Test
    void theProcessorRefusesWhatTheFrontDoorWouldNotAsk() throws Exception {
        String url = "http://127.0.0.1:" + hub.settings.ports().processor() + "/internal/effects";
        String key = Keys.ofServices(hub.settings.data()).text();
        Map<String, String> json = Map.of("Content-Type", "application/json", ServiceKey.HEADER, key);

        assertThat(hub.ask("POST", url, Map.of("Content-Type", "application/json"), "[]")
                        .status())
                .isEqualTo(401);
        assertThat(hub.ask("POST", url, Map.of("Content-Type", "application/json", ServiceKey.HEADER, key + "x"), "[]")
                        .status())
                .isEqualTo(401);
        assertThat(hub.ask("POST", url, json, "[]").status()).isEqualTo(200);
        assertThat(hub.ask("POST", url, json, "[null]").status()).isEqualTo(400);
        assertThat(hub.ask("POST", url, json, "null").status()).isEqualTo(400);
        assertThat(hub.ask("POST", url, json, "[{}]").status()).isEqualTo(400);
        assertThat(hub.ask("POST", url, json, "[" + " ".repeat(25 << 20) + "]").status())
                .isEqualTo(413);
        assertThat(chunked(url, key)).isEqualTo(411);
        assertThat(hub.ask("GET", url.replace("/internal/effects", "/error"), Map.of(), "")
                        .status())
                .isEqualTo(404);
    }

    private static int chunked(String url, String key) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header(ServiceKey.HEADER, key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8))))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** from and to of the totals of the commune's month. */
    private static Map<String, String> changes(JsonNode effect) {
        Map<String, String> changes = new TreeMap<>();
        effect.path("changes").forEach(change -> {
            if (change.path("area").asString().equals("00598")
                    && change.path("period").asString().equals("2025-08")
                    && !change.has("by")) {
                changes.put(
                        change.path("indicator").asString(),
                        text(change.path("from")) + " > " + text(change.path("to")));
            }
        });
        return changes;
    }

    private static String text(JsonNode shown) {
        return shown.isNull()
                ? "none"
                : shown.path("value").asString("none") + "/"
                        + shown.path("events").asString();
    }

    @Test
    void saysWhichValuesWouldChange_fromWhatToWhat() {
        String time = "2025-08-10T10:00:00+07:00";
        String one = dossier("d1", "dry-1", time, "ONLINE_FULL");
        String two = dossier("d2", "dry-2", time, "COUNTER");
        Answer first = send("?dryRun=true", one, two);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(changes(first.body().path("effect")))
                .as(first.text())
                .containsEntry("dg.tthc_dossiers_online", "none > 50.0/2");
        assertThat(send("", one, two).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(value("dg.tthc_dossiers_online")).isEqualTo("50.0/2"));

        Answer duplicate = send("?dryRun=true", one);
        assertThat(duplicate.body().path("effect").path("total").asInt())
                .as(duplicate.text())
                .isZero();
        String corrected = dossier("d3", "dry-2", time, "ONLINE_FULL");
        Answer correction = send("?dryRun=true", corrected);
        assertThat(changes(correction.body().path("effect")))
                .as("the newer of two of the same time")
                .containsEntry("dg.tthc_dossiers_online", "50.0/2 > 100.0/2");
        assertThat(value("dg.tthc_dossiers_online")).isEqualTo("50.0/2");

        List<String> published = new ArrayList<>();
        assertThat(send("", corrected).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            published.clear();
            changes(correction.body().path("effect"))
                    .forEach((indicator, change) ->
                            published.add(change.endsWith("> " + value(indicator)) ? "" : indicator));
            assertThat(published).containsOnly("");
        });
    }

    @Test
    void saysItOfASingleEventAndOfAFile() {
        Answer single = hub.post(
                "/v1/events?dryRun=true",
                Map.of("X-API-Key", hub.key("H26.HCC"), "Content-Type", "application/cloudevents+json"),
                dossier("s1", "dry-single", "2025-08-10T10:00:00+07:00", "COUNTER")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(single.body().path("effect").path("total").asInt())
                .as(single.text())
                .isPositive();

        Answer uploaded = hub.upload(
                "H26.NNMT",
                "type=air-observation&dryRun=true",
                "text/csv",
                "station,parameter,value,averagingMinutes,area,time\nDRY,PM25,10,60,00598,2025-08-10T10:00:00+07:00\nDRY,PM25,30,60,00598,2025-08-10T11:00:00+07:00\n"
                        .getBytes(StandardCharsets.UTF_8));
        JsonNode job = hub.worked("H26.NNMT", uploaded);
        assertThat(changes(job.path("effect"))).as(job.toString()).containsEntry("air.pm25_mean", "none > 20.0/2");
        assertThat(hub.row("air.pm25_mean", "00598", "2025-08", "month").isMissingNode())
                .isTrue();
    }
}
