package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.standalone.Hub;

/** A new indicator over an existing event type is one YAML file and nothing else. */
class NewIndicatorIT {

    static final String DEFINITION = """
            - id: dg.results_electronic_test
              version: 1
              pillar: dg
              name: {vi: "Kết quả điện tử", en: "Electronic results"}
              formula: {vi: "kết quả điện tử ÷ hồ sơ đã giải quyết", en: "electronic results ÷ dossiers resolved"}
              basis: a test
              unit: "%"
              direction: up
              event: procedure-dossier
              fold: ratio
              where: {status: RESOLVED}
              numerator: {count: {identifierLinked: true}}
              denominator: {count: all}
              time: {field: resolvedAt}
              periods: [month]
              levels: [city]
              dimensions: []
              coverage: none
              targets: [{level: city, year: 2025, value: 50}]
              open: true
            """;

    @TempDir
    private Path folder;

    @Test
    void isOneFile() throws Exception {
        Path catalogue = folder.resolve("catalogue");
        Files.createDirectories(catalogue.resolve("indicators"));
        Files.writeString(catalogue.resolve("indicators/mine.yaml"), DEFINITION);
        try (Hub hub = Hub.start(RunningHub.settings(folder.resolve("data"), catalogue.toString()), line -> {})) {
            RunningHub running = new RunningHub(hub);

            running.post(
                    "H26.HCC",
                    "application/cloudevents+json",
                    FrontDoorIT.dossier("n", "n", "2025-08-10T10:00:00+07:00", "00004", "COUNTER"));

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var row = running.row("dg.results_electronic_test", "01", "2025-08", "month");
                assertThat(row.path("value").asDouble()).isEqualTo(100.0);
                assertThat(row.path("gap").asDouble()).isEqualTo(50.0);
            });
        }
    }
}
