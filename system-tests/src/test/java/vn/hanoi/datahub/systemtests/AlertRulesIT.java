package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts that are asked for are about metrics the hub has, fire when they shall, and the runbook says what to do. */
class AlertRulesIT {

    private static final Path RULES = Path.of("../deploy/monitoring/alerts.yml");

    private static final Path DASHBOARD = Path.of("../deploy/monitoring/grafana/hub.json");
    private static final String METRIC = "\\b(hub|kafka|http|jvm)_[a-z_]+";

    /** Only there where a broker is named. */
    private static final Set<String> OPTIONAL = Set.of("hub_ingest_mqtt_connected");

    @Test
    void everyMetricOfAnAlertAndOfTheDashboardIsThere() throws IOException {
        RunningHub hub = RunningHub.get();
        hub.post("H26.HCC", "application/cloudevents+json", "{}"); // refused, so that refusals are counted
        Set<String> asked = found(METRIC, Files.readString(RULES) + Files.readString(DASHBOARD));
        asked.removeAll(OPTIONAL);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            StringBuilder all = new StringBuilder();
            for (int port : List.of(
                    hub.settings.ports().query(),
                    hub.settings.ports().ingest(),
                    hub.settings.ports().processor())) {
                all.append(hub.get("http://127.0.0.1:" + port + "/actuator/prometheus", "text/plain")
                        .text());
            }
            assertThat(found("(?m)^" + METRIC, all.toString())).containsAll(asked);
        });
    }

    @Test
    void theRunbookHasEveryAlert() throws IOException {
        String runbook = Files.readString(Path.of("../docs/RUNBOOK.md"));

        assertThat(found("(?<=runbook: docs/RUNBOOK.md#)[a-z]+", Files.readString(RULES)))
                .hasSizeGreaterThan(5)
                .allSatisfy(alert ->
                        assertThat(runbook.toLowerCase(java.util.Locale.ROOT)).contains("\n## " + alert + "\n"));
    }

    @Test
    void alertsFireWhenTheyShall() throws Exception {
        assumeTrue(Fault.canRun("promtool", "--version"), "no promtool here (Debian's package prometheus)");
        Process process = new ProcessBuilder(
                        "promtool",
                        "test",
                        "rules",
                        RULES.resolveSibling("alerts-test.yml").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
