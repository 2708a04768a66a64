package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.standalone.Keys;

/**
 * Behind a proxy: links lead to the proxy, never to a host that a request names, and the audit log names the caller.
 */
class ProxyIT {

    private static final String PUBLIC = "https://data.hanoi.gov.vn/hub";
    private static final List<String> PATHS = List.of(
            "/open-data/catalog.jsonld",
            "/sensorthings/v1.1",
            "/sensorthings/v1.1/Things?$top=1",
            "/openapi.json",
            "/v1/areas",
            "/v1/indicators");

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private OwnQueryService behindAProxy(Map<String, Object> more) throws Exception {
        return new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("proxy.duckdb"), more);
    }

    /** A request as the JDK's client does not let one write it. */
    private static String raw(String url, String host) throws Exception {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-Host: " + host
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void linksLeadToThePublicAddress() throws Exception {
        try (OwnQueryService service =
                behindAProxy(Map.of("hub.public-url", PUBLIC, "server.forward-headers-strategy", "native"))) {
            for (String path : PATHS) {
                assertThat(raw(service.url(path), "evil.example"))
                        .as(path)
                        .contains(" 200 ")
                        .doesNotContain("evil.example");
            }
            assertThat(raw(service.url(PATHS.get(0)), "evil.example"))
                    .contains("\"" + PUBLIC + "/open-data/catalog.jsonld\"")
                    .doesNotContain("127.0.0.1");
            assertThat(raw(service.url(PATHS.get(1)), "evil.example"))
                    .contains("\"" + PUBLIC + "/sensorthings/v1.1/Things\"");
            assertThat(service.get("/openapi.json")
                            .path("servers")
                            .path(0)
                            .path("url")
                            .asString())
                    .isEqualTo(PUBLIC);
        }
    }

    /** The page, which the proxy has under a path, sends its cookie back to that path only, and by HTTPS only. */
    @Test
    void aSessionBelongsToThePublicAddress() throws Exception {
        try (OwnQueryService service = behindAProxy(Map.of("hub.public-url", PUBLIC + "/"))) {
            RunningHub.Answer begun = hub.ask(
                    "POST",
                    service.url("/v1/session"),
                    Map.of("Content-Type", "application/json"),
                    "{\"key\":\"" + hub.readerKey() + "\"}");

            assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow()).contains("Path=/hub/v1;", "; Secure");
        }
    }

    /** Where the processors are is nobody's concern who has no key. */
    @Test
    void theProcessorsAddressIsForCallersWithAKey() {
        String status = hub.settings.queryUrl() + "/v1/status";

        assertThat(hub.get(status, "*/*").text())
                .contains("\"part\":\"processor\",\"address\":null")
                .doesNotContain("127.0.0.1");
        assertThat(hub.ask("GET", status, Map.of("X-API-Key", hub.readerKey()), "")
                        .text())
                .contains("\"part\":\"processor\",\"address\":\"http");
    }

    @Test
    void withoutOne_theyLeadToTheAddressARequestCameInAt() throws Exception {
        for (String path : PATHS) {
            assertThat(raw(hub.settings.queryUrl() + path, "evil.example"))
                    .as(path)
                    .contains(" 200 ")
                    .doesNotContain("evil.example");
        }
        assertThat(raw(hub.settings.queryUrl() + PATHS.get(0), "evil.example"))
                .contains("\"" + hub.settings.queryUrl() + "/open-data/catalog.jsonld\"");
    }

    @Test
    void theAuditNamesTheCaller_atBothServices() throws Exception {
        Map<String, Object> settings = Map.of(
                "server.forward-headers-strategy",
                "native",
                "hub.service-key",
                Keys.ofServices(hub.settings.data()).text(),
                "hub.query.front-door",
                hub.settings.ingestUrl());
        try (OwnQueryService service = behindAProxy(settings)) {
            Map<String, String> forwarded = Map.of(
                    "X-API-Key",
                    hub.readerKey(),
                    "X-Forwarded-For",
                    "203.0.113.77",
                    "Content-Type",
                    "application/json");
            // Of the query service itself: the reader may not see dead letters.
            assertThat(hub.ask("GET", service.url("/v1/dead-letters"), forwarded, "")
                            .status())
                    .isEqualTo(403);
            // Of the ingest service: it decides on what an operator's page asks through the query service.
            Map<String, String> operator = new java.util.HashMap<>(forwarded);
            operator.put("X-API-Key", hub.operatorKey());
            RunningHub.Answer hold = hub.ask(
                    "POST",
                    service.url("/v1/quarantines"),
                    operator,
                    "{\"agency\":\"H26.TT\",\"type\":\"database\",\"subject\":\"proxy\",\"why\":\"a try\"}");
            assertThat(hold.status()).as(hold.text()).isEqualTo(201);
            assertThat(hub.ask(
                                    "DELETE",
                                    service.url("/v1/quarantines/"
                                            + hold.body().path("id").asString()),
                                    operator,
                                    "")
                            .status())
                    .isEqualTo(200);
            // What somebody else says of himself is not believed.
            assertThat(hub.ask(
                                    "GET",
                                    hub.settings.ingestUrl() + "/v1/keys/none",
                                    Map.of("X-API-Key", "wrong", "X-Hub-Client-Address", "203.0.113.99"),
                                    "")
                            .status())
                    .isEqualTo(401);
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<AuditEvent> audit = KeysIT.audit(hub);
            assertThat(audit)
                    .anyMatch(event -> event.getService().equals("query-service")
                            && event.getRemote().equals("203.0.113.77"))
                    .anyMatch(event -> event.getService().equals("ingest-service")
                            && event.getAction().equals("quarantined")
                            && event.getRemote().equals("203.0.113.77"))
                    .anyMatch(event -> event.getTarget().equals("GET /v1/keys/none"))
                    .noneMatch(event -> event.getRemote().equals("203.0.113.99"));
        });
    }
}
