package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection guide's examples, run one after the other as they stand, and what they leave behind. */
class ConnectingIT {

    private static final Pattern EXAMPLE = Pattern.compile("```(bash|java|python)\n(.*?)```", Pattern.DOTALL);

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    @Test
    void everyExampleWorks() throws Exception {
        for (String tool : List.of("curl", "python3", "bash")) {
            assumeTrue(
                    List.of(System.getenv("PATH").split(":")).stream()
                            .anyMatch(path -> Files.isExecutable(Path.of(path, tool))),
                    "the guide's examples need " + tool);
        }
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/CONNECTING.md")))
                .results()
                .toList();
        assertThat(examples).hasSizeGreaterThan(8);
        Files.createSymbolicLink(folder.resolve("hub"), Path.of("../hub").toRealPath());
        for (String part : List.of("schemas", "standalone")) {
            Files.createSymbolicLink(folder.resolve(part), Path.of("..", part).toRealPath());
        }
        StringBuilder said = new StringBuilder();
        for (MatchResult example : examples) {
            said.append(run(example.group(1), example.group(2))).append('\n');
        }

        assertThat(said.toString())
                .contains("\"status\":\"accepted\"")
                .contains("\"effect\":{")
                .contains("air.pm25_mean")
                .contains("hanoi.air-observation.v1-value: compatible")
                .contains("rotate with: ./hub keys --rotate");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(hub.row("air.pm25_mean", "00352", "2025-09-01", "day")
                            .path("events")
                            .asInt())
                    .isEqualTo(9);
            assertThat(outcomes("GUIDE%2FPM25"))
                    .contains("\"outcome\":\"applied\"")
                    .doesNotContain("\"outcome\":\"pending\"");
        });
    }

    private String outcomes(String subject) {
        return hub.ask(
                        "GET",
                        hub.settings.queryUrl() + "/v1/events/air-observation/" + subject,
                        Map.of("X-API-Key", hub.key("H26.NNMT")),
                        "")
                .text();
    }

    private String run(String language, String example) throws IOException, InterruptedException {
        List<String> command = switch (language) {
            case "java" ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        written("Send.java", example));
            case "python" -> List.of("python3", written("send.py", example));
            default -> List.of("bash", "-euo", "pipefail", "-c", example);
        };
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HUB_INGEST", hub.settings.ingestUrl(),
                        "HUB_QUERY", hub.settings.queryUrl(),
                        "HUB_REGISTRY", hub.settings.registryUrl(),
                        "HUB_KEY", hub.key("H26.NNMT"),
                        "HUB_LANG", "en",
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HUB_JAVA_OPTS", "-Duser.home=" + folder));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(example + "\n" + said).isZero();
        return said;
    }

    private String written(String name, String example) throws IOException {
        return Files.writeString(folder.resolve(name), example).toString();
    }
}
