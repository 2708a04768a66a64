package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.standalone.Hub;

/** Agencies A and B become C in the middle of a month. */
class MergedAgenciesIT {

    private static final String MERGER = """
            - {code: H26.A, name: {vi: "Sở A", en: "A"}, area: all, types: [procedure-dossier], to: 2025-08-15, successors: [H26.C]}
            - {code: H26.B, name: {vi: "Sở B", en: "B"}, area: all, types: [procedure-dossier], to: 2025-08-15, successors: [H26.C]}
            - {code: H26.C, name: {vi: "Sở C", en: "C"}, area: all, types: [procedure-dossier], from: 2025-08-16}
            """;

    private static final String VALUES = "/v1/indicators/dg.tthc_dossiers_online/values?area=01&period=month";

    @TempDir
    private Path folder;

    private RunningHub hub;

    private RunningHub.Answer send(String keyOf, String source, String id, String day, String channel) {
        return send(keyOf, source, id, day, channel, "2025-08-01");
    }

    private RunningHub.Answer send(
            String keyOf, String source, String id, String day, String channel, String received) {
        String time = day + "T10:00:00+07:00";
        return hub.post(
                keyOf,
                "application/cloudevents+json",
                FrontDoorIT.dossier(id + day, id, time, "00229", channel)
                        .replace("H26.HCC", source)
                        .replace("2025-08-10T10:00:00+07:00", time)
                        .replace("2025-08-01T08", received + "T08"));
    }

    /** Member, numerator and denominator of each value. */
    private List<String> values(String query) {
        return StreamSupport.stream(
                        hub.get(VALUES + query).body().path("values").spliterator(), false)
                .map(row -> row.path("by").path("agency").asString("total") + " "
                        + row.path("numerator").asInt() + "/"
                        + row.path("denominator").asInt())
                .toList();
    }

    @Test
    void oldEventsStayTheirs_andTheSuccessorAnswersForAll() throws Exception {
        Path catalogue = folder.resolve("catalogue");
        Files.createDirectories(catalogue);
        try (InputStream shipped =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml"))) {
            Files.writeString(
                    catalogue.resolve("agencies.yaml"),
                    new String(shipped.readAllBytes(), StandardCharsets.UTF_8) + MERGER);
        }
        try (Hub started = Hub.start(RunningHub.settings(folder.resolve("data"), catalogue.toString()), line -> {})) {
            hub = new RunningHub(started);

            // A's key has passed to C; C may also correct what A sent
            assertThat(send("H26.A", "H26.A", "a", "2025-08-10", "COUNTER").status())
                    .isEqualTo(202);
            assertThat(send("H26.C", "H26.B", "b", "2025-08-12", "COUNTER").status())
                    .isEqualTo(202);
            assertThat(send("H26.A", "H26.C", "c", "2025-08-20", "ONLINE_FULL").status())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(values("&from=2025-08&to=2025-09&by=agency"))
                            .containsExactly("H26.A 0/1", "H26.B 0/1", "H26.C 1/1"));
            assertThat(values("&from=2025-08&to=2025-09")).containsExactly("total 1/3");
            assertThat(values("&from=2025-08&to=2025-09&by=agency&boundaries=current"))
                    .containsExactly("H26.C 1/3");

            RunningHub.Answer late = send("H26.C", "H26.A", "d", "2025-08-16", "COUNTER", "2025-08-16");
            assertThat(late.status()).isEqualTo(403);
            assertThat(late.body().path("reason").asString()).isEqualTo("not-your-type");
            assertThat(late.body().path("detail").asString()).contains("H26.A ended on 2025-08-15", "H26.C");
            assertThat(send("H26.HCC", "H26.A", "e", "2025-08-10", "COUNTER").status())
                    .as("nobody else sends for A")
                    .isEqualTo(403);

            closesWhatWasOpen();
            seenByReaders();
            seenByTheSuccessor();
        }
    }

    /** Received by A, resolved by C after A's end: it counts once, for A, when it was resolved. */
    private void closesWhatWasOpen() {
        String open = FrontDoorIT.dossier("open-1", "open", "2025-08-14T10:00:00+07:00", "00229", "ONLINE_FULL")
                .replace("H26.HCC", "H26.A")
                .replace("\"RESOLVED\"", "\"IN_PROGRESS\"")
                .replace("\"resolvedAt\":\"2025-08-10T10:00:00+07:00\",", "");
        assertThat(hub.post("H26.C", "application/cloudevents+json", open).status())
                .isEqualTo(202);
        assertThat(send("H26.C", "H26.A", "open", "2025-09-03", "ONLINE_FULL").status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(values("&from=2025-09&to=2025-10&by=agency")).containsExactly("H26.A 1/1"));
        assertThat(values("&from=2025-09&to=2025-10&by=agency&boundaries=current"))
                .containsExactly("H26.C 1/1");
        assertThat(values("&from=2025-08&to=2025-10")).containsExactly("total 1/3", "total 1/1");
    }

    private void seenByReaders() {
        assertThat(hub.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00229&period=2025-08")
                        .body()
                        .toString())
                .contains("H26.A", "H26.B", "H26.C");
        JsonNode agencies = hub.get("/v1/agencies").body().path("agencies");
        assertThat(agencies)
                .filteredOn(agency -> agency.path("code").asString().equals("H26.A"))
                .singleElement()
                .satisfies(agency -> {
                    assertThat(agency.path("validTo").asString()).isEqualTo("2025-08-15");
                    assertThat(agency.path("successors").path(0).asString()).isEqualTo("H26.C");
                });
        assertThat(hub.get("/v1/agencies?on=2025-08-16").body().path("agencies"))
                .extracting(agency -> agency.path("code").asString())
                .contains("H26.C")
                .doesNotContain("H26.A", "H26.B");
        assertThat(hub.get("/v1/agencies/H26.C/quality").body().path("feeds"))
                .extracting(feed -> feed.path("agency").asString() + " "
                        + feed.path("accepted").asInt())
                .containsExactly("H26.C 1", "H26.A 3", "H26.B 1");
        assertThat(hub.get("/v1/agencies/H26.A/quality")
                        .body()
                        .path("successors")
                        .path(0)
                        .asString())
                .isEqualTo("H26.C");
        assertThat(hub.get(hub.settings.queryUrl() + "/v1/reports/agencies/H26.C.html?period=2025-08", "text/html")
                        .text())
                .contains("Sở C", "33,3");
    }

    private void seenByTheSuccessor() {
        Map<String, String> key = Map.of("X-API-Key", hub.key("H26.C"));
        String query = hub.settings.queryUrl();

        assertThat(hub.ask("GET", query + "/v1/receipts?agency=H26.A", key, "").status())
                .isEqualTo(200);
        assertThat(hub.ask("GET", query + "/v1/receipts?agency=H26.HCC", key, "")
                        .status())
                .isEqualTo(403);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(hub.ask("GET", query + "/v1/events/procedure-dossier/a?agency=H26.A", key, "")
                                        .status())
                                .isEqualTo(200));
        assertThat(hub.ask("GET", query + "/v1/events/procedure-dossier/a?agency=H26.HCC", key, "")
                        .status())
                .isEqualTo(403);
    }
}
