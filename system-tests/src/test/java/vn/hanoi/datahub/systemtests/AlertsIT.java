package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A river rises and falls: an alert from the sensor's event to the operator who takes care of it, and to its end. */
class AlertsIT {

    private static final String AREA = "00643";

    private final RunningHub hub = RunningHub.get();
    private final JsonMapper json = new JsonMapper();

    private void level(String id, double metres) {
        String event = """
                {"specversion":"1.0","type":"vn.hanoi.river-observation","source":"urn:hanoi:agency:H26.NNMT","id":"%s","subject":"%s","time":"%s",
                 "data":{"station":"Mạnh Tân","levelMetres":%s,"area":"%s"}}""".formatted(id, id, Instant.now(), metres, AREA);
        assertThat(hub.post("H26.NNMT", "application/cloudevents+json", event).status())
                .isEqualTo(202);
    }

    private JsonNode alerts(String status) {
        return hub.get("/v1/alerts?rule=river.alarm&area=" + AREA + "&status=" + status)
                .body()
                .path("alerts");
    }

    private RunningHub.Answer acknowledge(String id, String key, String body) {
        return hub.ask(
                "POST",
                hub.settings.queryUrl() + "/v1/alerts/" + id + "/acknowledgement",
                Map.of("X-API-Key", key, "Content-Type", "application/json"),
                body);
    }

    @Test
    @Timeout(120)
    void isOpenedAcknowledgedAndResolved() throws Exception {
        List<JsonNode> told = new CopyOnWriteArrayList<>();
        HttpResponse<Stream<String>> live = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.settings.queryUrl() + "/v1/live?area=" + AREA))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        Thread reader = new Thread(() -> {
            String event = "";
            try {
                for (String line : (Iterable<String>) live.body()::iterator) {
                    event = line.startsWith("event:") ? line.substring(6) : event;
                    if (line.startsWith("data:") && event.equals("alert")) {
                        told.add(json.readTree(line.substring(5)));
                    }
                }
            } catch (UncheckedIOException closed) {
                return; // by the test, in the end
            }
        });
        reader.setDaemon(true);
        reader.start();

        level("alert-1", 6.5);
        await().atMost(Duration.ofSeconds(30)).until(() -> alerts("open").size() == 1);
        JsonNode alert = alerts("open").path(0);
        String id = alert.path("id").asString();
        assertThat(alert.path("title").path("vi").asString()).isEqualTo("Mực nước sông: BĐ1");
        assertThat(alert.path("severity").asString()).isEqualTo("moderate");
        assertThat(alert.path("quantity").asDouble()).isEqualTo(6.5);
        assertThat(alert.path("areaName").asString()).isNotEmpty();

        level("alert-2", 8.4);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                alerts("unresolved").path(0).path("severity").asString())
                        .isEqualTo("extreme"));
        assertThat(alerts("all")).hasSize(1);

        assertThat(acknowledge(id, hub.key("H26.NNMT"), "{}").status()).isEqualTo(403);
        assertThat(acknowledge(id, hub.readerKey(), "{}").status()).isEqualTo(403);
        assertThat(acknowledge("nothing", hub.operatorKey(), "{}").status()).isEqualTo(404);
        assertThat(acknowledge(id, hub.operatorKey(), "{\"note\":\"a\\u0000b\"}")
                        .status())
                .isEqualTo(400);
        RunningHub.Answer taken = acknowledge(id, hub.operatorKey(), "{\"note\":\"Đội trực đã đến\"}");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(taken.body().path("status").asString()).isEqualTo("acknowledged");
        assertThat(alerts("acknowledged").path(0).path("note").asString()).isEqualTo("Đội trực đã đến");
        assertThat(alerts("open")).isEmpty();

        level("alert-3", 5.0);
        await().atMost(Duration.ofSeconds(30)).until(() -> alerts("resolved").size() == 1);
        assertThat(alerts("resolved").path(0).path("id").asString()).isEqualTo(id);
        assertThat(alerts("resolved").path(0).path("ending").asString()).isEqualTo("cleared");
        assertThat(alerts("unresolved")).isEmpty();
        assertThat(acknowledge(id, hub.operatorKey(), "{}").status()).isEqualTo(400);

        await().atMost(Duration.ofSeconds(10)).until(() -> told.size() >= 4);
        live.body().close();
        assertThat(told.stream()
                        .map(row -> row.path("status").asString() + " "
                                + row.path("severity").asString()))
                .containsExactly("open moderate", "open extreme", "acknowledged extreme", "resolved extreme");
    }

    @Test
    void aQuestionThatMakesNoSenseIsRefused() {
        assertThat(hub.get("/v1/alerts?status=perhaps").status()).isEqualTo(400);
        for (String nothing : List.of("rule=nothing", "severity=Severe", "area=77777", "agency=H26", "indicator=x")) {
            assertThat(hub.get("/v1/alerts?" + nothing).status()).as(nothing).isEqualTo(400);
        }
        assertThat(hub.get("/v1/alerts?severity=severe&agency=H26.NNMT").status())
                .isEqualTo(200);
    }
}
