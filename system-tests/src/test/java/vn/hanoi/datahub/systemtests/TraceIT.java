package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.trace.TraceHeader;

/** One event, followed from the request that brought it to the frame a live reader sees. */
@Timeout(60)
class TraceIT {

    private static final String AREA = "00082";
    private static final String OTHER_AREA = "00622";
    private static final String THIRD_AREA = "00283";
    private static final String INDICATOR = "dg.tthc_dossiers_online";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final RunningHub hub = RunningHub.get();

    @BeforeEach
    void awaitProcessor() {
        hub.awaitDefinitions();
    }

    @Test
    void theFrameIsInTheTraceOfItsEvent_andSaysNothingOfOneThatIsNotSampled() throws Exception {
        try (BufferedReader lines = listen(hub.settings.queryUrl(), AREA)) {
            assertThat(lines.readLine()).isEqualTo(":connected");

            send(1, AREA, "00-" + TRACE + "-" + SPAN + "-01");
            assertThat(next(lines, 1).path(TraceHeader.NAME).asString(""))
                    .startsWith("00-" + TRACE + "-")
                    .endsWith("-01")
                    .doesNotContain(SPAN); // a step of its own

            send(2, AREA, "00-" + TRACE + "-" + SPAN + "-00");
            assertThat(next(lines, 2).has(TraceHeader.NAME)).isFalse();

            send(3, AREA, "not a place in a trace");
            assertThat(next(lines, 3).has(TraceHeader.NAME)).isFalse();
        }
    }

    @Test
    void howLongAnEventTakesIsMeasured() {
        double before = measured();
        send(4, OTHER_AREA, "");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(measured()).isGreaterThan(before));
    }

    private double measured() {
        return hub.get(hub.settings.queryUrl() + "/actuator/prometheus", "text/plain")
                .text()
                .lines()
                .filter(line -> line.startsWith("hub_event_delay_seconds_sum"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStepsAreSentToTheCollectorThatIsNamed(@TempDir Path folder) throws Exception {
        List<String> sent = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (OwnQueryService service = new OwnQueryService(
                        hub,
                        "jdbc:duckdb:" + folder.resolve("values.duckdb"),
                        Map.of(
                                "management.opentelemetry.tracing.export.otlp.endpoint",
                                "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces"));
                BufferedReader lines = listen(service.url(""), THIRD_AREA)) {
            assertThat(lines.readLine()).isEqualTo(":connected");
            send(5, THIRD_AREA, "00-" + TRACE + "-" + SPAN + "-01");
            next(lines, 1);

            String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sent)
                            .anySatisfy(steps -> assertThat(steps)
                                    .contains("query-service")
                                    .contains("tell live")
                                    .contains(trace)));
        } finally {
            collector.stop(0);
        }
    }

    private static BufferedReader listen(String url, String area) throws Exception {
        HttpRequest live = HttpRequest.newBuilder(URI.create(url + "/v1/live?indicator=" + INDICATOR + "&area=" + area))
                .build();
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(live, HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private void send(int number, String area, String trace) {
        String dossier = FrontDoorIT.dossier(
                "trace-" + number, "trace-" + number, "2025-08-10T10:00:00+07:00", area, "ONLINE_FULL");
        Map<String, String> headers = new TreeMap<>(Map.of(
                "X-API-Key", hub.key("H26.HCC"), "Content-Type", "application/cloudevents+json", "traceparent", trace));
        assertThat(hub.post("/v1/events", headers, dossier.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }

    /** The first frame that counts so many events. */
    private static JsonNode next(BufferedReader lines, int events) throws Exception {
        while (true) {
            String line = lines.readLine();
            if (line.startsWith("data:")) {
                JsonNode row = new JsonMapper().readTree(line.substring(5));
                if (row.path("denominator").asInt() == events) {
                    return row;
                }
            }
        }
    }
}
