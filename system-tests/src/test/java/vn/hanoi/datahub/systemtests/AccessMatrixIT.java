package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** Every endpoint of both services, asked by everybody. An endpoint that is not in the table fails the test. */
class AccessMatrixIT {

    private static final List<String> CALLERS =
            List.of("none", "wrong", "expired", "revoked", "own", "other", "reader", "operator");

    /** Own: H26.HCC, whose things are asked for. Other: H26.TT, which may publish other types only. */
    private static final String TABLE = """
            endpoint                              none wrong expired revoked own other reader operator
            POST /v1/events                       401  401   401     401     202 403   403    403
            POST /ngsi-ld/v1/notify               401  401   401     401     202 202   403    403
            POST /v1/files                        401  401   401     401     202 403   403    403
            GET /v1/files                         401  401   401     401     200 200   403    200
            GET /v1/files/{id}                    401  401   401     401     200 404   403    200
            GET /v1/files/{id}/refused            401  401   401     401     200 404   403    200
            PUT /v1/mappings/{type}               401  401   401     401     200 403   403    403
            GET /v1/mappings/{type}               401  401   401     401     200 404   403    403
            DELETE /v1/mappings/{type}            401  401   401     401     204 403   403    403
            GET /v1/keys                          401  401   401     401     200 200   403    200
            POST /v1/keys                         401  401   401     401     403 403   403    201
            POST /v1/keys/{id}/rotation           401  401   401     401     201 404   403    201
            DELETE /v1/keys/{id}                  401  401   401     401     200 404   403    200
            GET /v1/quarantines                   401  401   401     401     200 200   403    200
            POST /v1/quarantines                  401  401   401     401     403 403   403    201
            DELETE /v1/quarantines/{id}           401  401   401     401     403 403   403    200
            POST /v1/redrives                     401  401   401     401     403 403   403    200
            GET /v1/dead-letters                  401  401   401     401     200 200   403    200
            GET /v1/receipts                      401  401   401     401     200 200   403    200
            GET /v1/events/{type}/{subject}       401  401   401     401     200 403   403    200
            GET /v1/indicators                    200  401   401     401     200 200   200    200
            GET /v1/indicators/{id}               200  401   401     401     200 200   200    200
            GET /v1/indicators/{id}/values        200  401   401     401     200 200   200    200
            GET /v1/indicators/{id}/explain       200  401   401     401     200 200   200    200
            GET /v1/indicators/{id}/revisions     200  401   401     401     200 200   200    200
            GET /v1/trends                        200  401   401     401     200 200   200    200
            GET /v1/freshness                     200  401   401     401     200 200   200    200
            GET /v1/punctuality                   200  401   401     401     200 200   200    200
            GET /v1/status                        200  401   401     401     200 200   200    200
            GET /v1/session                       200  401   401     401     200 200   200    200
            POST /v1/session                      200  401   401     401     200 200   200    200
            DELETE /v1/session                    200  401   401     401     200 200   200    200
            GET /v1/scorecard                     200  401   401     401     200 200   200    200
            GET /v1/plans                         200  401   401     401     200 200   200    200
            GET /v1/plans/{id}                    200  401   401     401     200 200   200    200
            GET /v1/indicators/{id}/targets       200  401   401     401     200 200   200    200
            GET /v1/indices                       200  401   401     401     200 200   200    200
            GET /v1/indices/{id}                  200  401   401     401     200 200   200    200
            GET /v1/indices/{id}/explain          200  401   401     401     200 200   200    200
            GET /v1/releases                      200  401   401     401     200 200   200    200
            GET /v1/releases/{id}                 404  401   401     401     404 404   404    404
            GET /v1/releases/{id}/versions/{version} 404 401 401     401     404 404   404    404
            POST /v1/releases                     401  401   401     401     403 403   403    400
            POST /v1/releases/{id}/versions/{version}/signatures 401 401 401 401 404 404 403 403
            POST /v1/releases/{id}/versions/{version}/publication 401 401 401 401 403 403 403 404
            GET /v1/regimes                       200  401   401     401     200 200   200    200
            GET /v1/calendar                      200  401   401     401     200 200   200    200
            GET /v1/areas                         200  401   401     401     200 200   200    200
            GET /v1/agencies                      200  401   401     401     200 200   200    200
            GET /v1/agencies/{code}/quality       200  401   401     401     200 200   200    200
            GET /v1/reconciliation                200  401   401     401     200 200   200    200
            GET /v1/reports/areas/{code}.html     200  401   401     401     200 200   200    200
            GET /v1/reports/areas/{code}.xlsx     200  401   401     401     200 200   200    200
            GET /v1/reports/agencies/{code}.html  200  401   401     401     200 200   200    200
            GET /v1/reports/agencies/{code}.xlsx  200  401   401     401     200 200   200    200
            GET /ngsi-ld/v1/entities              200  401   401     401     200 200   200    200
            GET /ngsi-ld/v1/entities/{id}         200  401   401     401     200 200   200    200
            GET /v1/prometheus                    200  401   401     401     200 200   200    200
            GET /open-data/catalog.jsonld         200  401   401     401     200 200   200    200
            GET /open-data/{name}                 200  401   401     401     200 200   200    200
            GET /open-data/{date}/{name}          200  401   401     401     200 200   200    200
            GET /sensorthings/v1.1                200  401   401     401     200 200   200    200
            GET /sensorthings/v1.1/{path}         200  401   401     401     200 200   200    200
            GET /sensorthings/v1.1/{path}/{link}  404  401   401     401     404 404   404    404
            GET /v1/alerts                        200  401   401     401     200 200   200    200
            POST /v1/alerts/{id}/acknowledgement  401  401   401     401     403 403   403    404
            GET /v1/webhooks                      401  401   401     401     200 200   403    200
            POST /v1/webhooks                     401  401   401     401     201 201   403    201
            DELETE /v1/webhooks/{id}              401  401   401     401     200 404   403    200
            POST /v1/webhooks/{id}/revival        401  401   401     401     200 404   403    200
            GET /asyncapi.json                    200  401   401     401     200 200   200    200
            GET /v1/tasks                         200  401   401     401     200 200   200    200
            GET /v1/live                          200  401   401     401     200 200   200    200
            """;

    private static final RunningHub HUB = RunningHub.get();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> KEYS = new LinkedHashMap<>();
    private static String file;

    private static final String WEBHOOK =
            "{\"url\":\"http://127.0.0.1:9/\",\"area\":\"00619\",\"indicator\":\"dg.dx_rank\"}";

    private record Cell(String endpoint, String caller, int status) {}

    @BeforeAll
    static void prepare() {
        KEYS.put("wrong", "no-such-key");
        KEYS.put("own", HUB.key("H26.HCC"));
        KEYS.put("other", HUB.key("H26.TT"));
        KEYS.put("reader", HUB.readerKey());
        KEYS.put("operator", HUB.operatorKey());
        JsonNode expiring =
                made("{\"agency\":\"H26.HCC\",\"expiresAt\":\"" + Instant.now().plusSeconds(2) + "\"}");
        KEYS.put("expired", expiring.path("key").asString());
        JsonNode revoked = made("{\"agency\":\"H26.HCC\"}");
        KEYS.put("revoked", revoked.path("key").asString());
        operator("DELETE", "/v1/keys/" + revoked.path("id").asString(), "");
        HUB.post("H26.HCC", "application/cloudevents+json", dossier("00004", "H26.HCC:test"));
        Answer uploaded = HUB.upload(
                "H26.HCC",
                "type=procedure-dossier",
                "text/csv",
                "subject,time\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        file = HUB.worked("H26.HCC", uploaded).path("id").asString();
        for (String url : List.of(HUB.settings.ingestUrl() + "/v1/keys", HUB.settings.queryUrl() + "/v1/receipts")) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> HUB.ask("GET", url, Map.of("X-API-Key", KEYS.get("expired")), "")
                                            .status()
                                    == 401
                            && HUB.ask("GET", url, Map.of("X-API-Key", KEYS.get("revoked")), "")
                                            .status()
                                    == 401);
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> HUB.get("/v1/indicators/dg.tthc_dossiers_online/explain?area=00004&period=2025-08")
                                        .status()
                                == 200
                        && HUB.ask(
                                                "GET",
                                                HUB.settings.queryUrl() + "/v1/events/procedure-dossier/matrix",
                                                Map.of("X-API-Key", KEYS.get("own")),
                                                "")
                                        .status()
                                == 200);
    }

    private static String dossier(String area, String source) {
        return FrontDoorIT.dossier("matrix", "matrix", "2025-08-10T10:00:00+07:00", area, "COUNTER")
                .replace("H26.HCC:test", source);
    }

    private static Answer operator(String method, String path, String body) {
        return HUB.ask(
                method,
                HUB.settings.ingestUrl() + path,
                Map.of("X-API-Key", HUB.operatorKey(), "Content-Type", "application/json"),
                body);
    }

    private static JsonNode made(String body) {
        return operator("POST", "/v1/keys", body).body();
    }

    static Stream<Cell> cells() {
        return TABLE.lines().skip(1).flatMap(line -> {
            String[] words = line.strip().split(" +");
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < CALLERS.size(); i++) {
                cells.add(new Cell(words[0] + " " + words[1], CALLERS.get(i), Integer.parseInt(words[i + 2])));
            }
            return cells.stream();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void everybodyGetsWhatIsTheirs_andNothingElse(Cell cell) throws Exception {
        String method = cell.endpoint().substring(0, cell.endpoint().indexOf(' '));
        if (cell.endpoint().equals("GET /v1/mappings/{type}")) {
            HUB.ask(
                    "PUT",
                    HUB.settings.ingestUrl() + "/v1/mappings/procedure-dossier",
                    Map.of("X-API-Key", KEYS.get("own"), "Content-Type", "application/yaml"),
                    "decimal: comma");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(cell.endpoint())))
                .method(method, HttpRequest.BodyPublishers.ofString(body(cell.endpoint())))
                .header("Content-Type", type(cell.endpoint()));
        if (KEYS.containsKey(cell.caller())) {
            request.header("X-API-Key", KEYS.get(cell.caller()));
        }

        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());

        try (InputStream body = answer.body()) {
            assertThat(answer.statusCode())
                    .as(cell + " " + (cell.endpoint().endsWith("live") ? "" : new String(body.readAllBytes())))
                    .isEqualTo(cell.status());
            if (cell.status() >= 400) {
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
            }
        }
    }

    private static String url(String endpoint) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        return switch (endpoint) {
            case "POST /v1/keys/{id}/rotation", "DELETE /v1/keys/{id}" ->
                ingest(path, made("{\"agency\":\"H26.HCC\"}").path("id").asString());
            case "DELETE /v1/quarantines/{id}" ->
                ingest(
                        path,
                        operator("POST", "/v1/quarantines", body("POST /v1/quarantines"))
                                .body()
                                .path("id")
                                .asString());
            case "POST /v1/files" -> ingest(path, "") + "?type=procedure-dossier";
            case "GET /v1/files/{id}", "GET /v1/files/{id}/refused" -> ingest(path, file);
            case "GET /v1/live" -> HUB.settings.queryUrl() + path;
            case "GET /v1/indicators/{id}/explain", "GET /v1/indicators/{id}/revisions" ->
                HUB.settings.queryUrl() + path.replace("{id}", "dg.tthc_dossiers_online")
                        + "?area=00004&period=2025-08";
            case "GET /v1/indicators/{id}/values" ->
                HUB.settings.queryUrl() + path.replace("{id}", "dg.tthc_dossiers_online") + "?area=00004&period=month";
            case "GET /v1/releases/{id}",
                    "GET /v1/releases/{id}/versions/{version}",
                    "POST /v1/releases/{id}/versions/{version}/signatures",
                    "POST /v1/releases/{id}/versions/{version}/publication" ->
                HUB.settings.queryUrl() + path.replace("{id}", "none").replace("{version}", "1");
            case "GET /v1/indices/{id}" -> HUB.settings.queryUrl() + path.replace("{id}", "example-communes");
            case "GET /v1/indices/{id}/explain" ->
                HUB.settings.queryUrl() + path.replace("{id}", "example-communes") + "?unit=00004";
            case "GET /v1/plans/{id}" -> HUB.settings.queryUrl() + path.replace("{id}", "plan-239");
            case "DELETE /v1/webhooks/{id}", "POST /v1/webhooks/{id}/revival" ->
                HUB.settings.queryUrl() + path.replace("{id}", webhook());
            case "GET /open-data/{name}" -> HUB.settings.queryUrl() + "/open-data/areas.csv";
            case "GET /open-data/{date}/{name}" ->
                HUB.settings.queryUrl() + "/open-data/2025-12-31/rain.accumulation.csv";
            case "GET /sensorthings/v1.1/{path}" -> HUB.settings.queryUrl() + "/sensorthings/v1.1/Things";
            case "GET /sensorthings/v1.1/{path}/{link}" ->
                HUB.settings.queryUrl() + "/sensorthings/v1.1/Things('nobody')/Datastreams";
            case "GET /ngsi-ld/v1/entities" -> HUB.settings.queryUrl() + path + "?type=KeyPerformanceIndicator";
            case "GET /ngsi-ld/v1/entities/{id}" ->
                HUB.settings.queryUrl()
                        + path.replace("{id}", "urn:ngsi-ld:KeyPerformanceIndicator:hanoi:hub.refusal_rate:01");
            case "GET /v1/reports/areas/{code}.html", "GET /v1/reports/areas/{code}.xlsx" ->
                HUB.settings.queryUrl() + path.replace("{code}", "00004") + "?period=2025-08";
            case "GET /v1/reports/agencies/{code}.html", "GET /v1/reports/agencies/{code}.xlsx" ->
                HUB.settings.queryUrl() + path.replace("{code}", "H26.HCC") + "?period=2025-08";
            case "GET /v1/events/{type}/{subject}" ->
                HUB.settings.queryUrl() + "/v1/events/procedure-dossier/matrix?agency=H26.HCC";
            default ->
                isOfIngest(path)
                        ? ingest(path.replace("{type}", "procedure-dossier"), "")
                        : HUB.settings.queryUrl()
                                + path.replace("{id}", "dg.tthc_dossiers_online")
                                        .replace("{code}", "H26.HCC");
        };
    }

    /** A webhook of the agency whose key is its own; those made before are gone. */
    private static String webhook() {
        String webhooks = HUB.settings.queryUrl() + "/v1/webhooks";
        Map<String, String> own = Map.of("X-API-Key", KEYS.get("own"), "Content-Type", "application/json");
        HUB.ask("GET", webhooks, Map.of("X-API-Key", HUB.operatorKey()), "")
                .body()
                .path("webhooks")
                .forEach(made -> HUB.ask(
                        "DELETE",
                        webhooks + "/" + made.path("id").asString(),
                        Map.of("X-API-Key", HUB.operatorKey()),
                        ""));
        return HUB.ask("POST", webhooks, own, WEBHOOK).body().path("id").asString();
    }

    private static boolean isOfIngest(String path) {
        return Stream.of(
                        "/v1/events",
                        "/ngsi-ld/v1/notify",
                        "/v1/files",
                        "/v1/mappings",
                        "/v1/keys",
                        "/v1/quarantines",
                        "/v1/redrives")
                .anyMatch(path::startsWith);
    }

    private static String ingest(String path, String id) {
        return HUB.settings.ingestUrl() + path.replace("{id}", id);
    }

    private static String body(String endpoint) {
        return switch (endpoint) {
            case "POST /v1/events" -> dossier("00004", "H26.HCC:test");
            case "POST /ngsi-ld/v1/notify" -> "{\"data\":[]}";
            case "POST /v1/files" -> "subject,time\n";
            case "PUT /v1/mappings/{type}" -> "decimal: comma";
            case "POST /v1/keys" -> "{\"role\":\"reader\"}";
            case "POST /v1/webhooks" -> WEBHOOK;
            case "POST /v1/session" -> "{\"key\":\"" + HUB.readerKey() + "\"}";
            case "POST /v1/redrives" -> "{\"agency\":\"H26.TT\",\"type\":\"database\"}";
            case "POST /v1/quarantines" -> "{\"agency\":\"H26.TT\",\"to\":\"2011-01-01T00:00:00Z\",\"why\":\"matrix\"}";
            default -> "";
        };
    }

    private static String type(String endpoint) {
        return switch (endpoint) {
            case "POST /v1/events" -> "application/cloudevents+json";
            case "POST /v1/files" -> "text/csv";
            case "PUT /v1/mappings/{type}" -> "application/yaml";
            default -> "application/json";
        };
    }

    @Test
    void aKeyOfAnotherAreaOrTypeOrAgencyPublishesNothing() {
        for (String[] wrong : new String[][] {
            {"H26.X00008", dossier("00004", "H26.X00008"), "not-your-area"},
            {"H26.TT", dossier("00004", "H26.TT"), "not-your-type"},
            {"H26.TT", dossier("00004", "H26.HCC:test"), "not-your-type"}
        }) {
            Answer answer = HUB.post(wrong[0], "application/cloudevents+json", wrong[1]);
            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
            assertThat(answer.body().path("reason").asString()).isEqualTo(wrong[2]);
        }
        String row =
                "subject,procedure,sector,level,area,channel,status,receivedAt,dueAt,identifierLinked,authentication,applicantKind,fee,time\n"
                        + "matrix-f,p,land,COMMUNE,00004,COUNTER,RECEIVED,2025-08-01,2025-08-20,true,VNEID,PERSON,false,2025-08-10\n";
        JsonNode job = HUB.worked(
                "H26.X00008",
                HUB.upload(
                        "H26.X00008",
                        "type=procedure-dossier",
                        "text/csv",
                        row.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(job.path("reasons").path("not-your-area").asInt())
                .as(job.toString())
                .isEqualTo(1);
    }

    @Test
    void theTableHasEveryEndpoint() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        for (String service : List.of(HUB.settings.ingestUrl(), HUB.settings.queryUrl())) {
            JsonNode paths = HUB.get(service + "/openapi.json", "application/json")
                    .body()
                    .path("paths");
            paths.properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method ->
                                    described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        }

        TreeSet<String> listed = new TreeSet<>();
        cells().forEach(cell -> listed.add(cell.endpoint()));
        assertThat(listed).isEqualTo(described);
    }
}
