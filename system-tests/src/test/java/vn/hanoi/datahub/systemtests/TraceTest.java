package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.trace.TraceHeader;

/** One event, followed from the request that brought it to the frame a live reader sees. */
@Timeout(60)
class TraceTest {

    private static final String AREA = "00082";
    private static final String OTHER_AREA = "00622";
    private static final String INDICATOR = "dg.tthc_dossiers_online";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final RunningHub hub = RunningHub.get();

    @Test
    void theFrameIsInTheTraceOfItsEvent_andSaysNothingOfOneThatIsNotSampled() throws Exception {
        HttpRequest live = HttpRequest.newBuilder(
                        URI.create(hub.settings.queryUrl() + "/v1/live?indicator=" + INDICATOR + "&area=" + AREA))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(live, HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8))) {
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

    private void send(int number, String area, String trace) {
        String dossier = FrontDoorTest.dossier(
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
