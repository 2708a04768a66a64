package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.HubCommand;

/** An agency at its own command line. */
class AgencyCommandsIT {

    private static final String HEADER = "station,parameter,value,averagingMinutes,area,time\n";

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    /** What a command wrote and how it ended. */
    private record Ended(int code, String out) {
        JsonNode json() {
            return new JsonMapper().readTree(out);
        }
    }

    private Ended run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--ingest",
                hub.settings.ingestUrl(),
                "--query",
                hub.settings.queryUrl(),
                "--data",
                hub.settings.data().toString()));
        return captured(all.toArray(String[]::new));
    }

    private static Ended captured(String... all) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new Ended(
                    HubCommand.line(Map.of("HUB_LANG", "en")).execute(all), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private Ended push(String command, Path file, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, file.toString(), "--type", "air-observation", "--agency", "H26.NNMT", "--json"));
        if (command.equals("push")) {
            words.addAll(List.of("--log", folder.resolve("pushes.json").toString()));
        }
        words.addAll(Arrays.asList(more));
        return run(words.toArray(String[]::new));
    }

    private static String rows(String station, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(hour -> "%s,PM25,20,60,00613,2025-09-%02dT%02d:00:00+07:00\n"
                        .formatted(station, 1 + hour / 24, hour % 24))
                .collect(Collectors.joining());
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void triesAFile_thenPublishesIt_andDoesNotSendItAgain() throws Exception {
        Path file = file("cli.csv", HEADER + rows("CLI", 0, 5) + "CLI,PM25,-1,60,00613,2025-09-20T10:00:00+07:00\n");

        Ended tried = push("validate", file);
        assertThat(tried.code()).isEqualTo(1);
        assertThat(tried.json().path(0).path("accepted").asInt())
                .as(tried.out())
                .isEqualTo(5);
        JsonNode refusal = tried.json().path(0).path("refusals").path(0);
        assertThat(refusal.path("line").asInt() + refusal.path("reason").asString())
                .isEqualTo("7out-of-range");

        assertThat(push("push", file).code()).isEqualTo(1);

        Path clean = file("clean.csv", HEADER + rows("CLI", 5, 10));
        Ended pushed = push("push", clean);
        assertThat(pushed.code()).isZero();
        String job = pushed.json().path(0).path("id").asString();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receipts(job)).isEqualTo(5));
        assertThat(push("push", clean).json().path(0).path("id").asString()).isEqualTo(job);
        assertThat(push("push", clean, "--again").json().path(0).path("id").asString())
                .isNotEqualTo(job);
    }

    private int receipts(String job) {
        int accepted = 0;
        for (JsonNode receipt :
                run("receipts", "--agency", "H26.NNMT", "--json").json()) {
            accepted += receipt.path("job").asString("").equals(job)
                    ? receipt.path("accepted").asInt()
                    : 0;
        }
        return accepted;
    }

    @Test
    void takesAFolderWithAMapping_whoseTableLiesBesideIt() throws Exception {
        Path data = Files.createDirectories(folder.resolve("folder"));
        file("folder/one.csv.gz", "mast,pm,at\nA,21,2025-09-01 09:00\n");
        file("folder/two.csv", "mast,pm,at\nB,22,2025-09-01 09:00\n");
        file("folder/notes.txt", "no rows");
        file("masts.csv", "name,code\nA,F-A\nB,F-B\n");
        Path mapping = file("mapping.yaml", """
                        lookup: {file: masts.csv, key: name, column: mast}
                        data:
                          station: {lookup: code}
                          parameter: PM25
                          value: {column: pm}
                          averagingMinutes: 60
                          area: "00613"
                        time: {column: at, zone: Asia/Ho_Chi_Minh}
                        """);

        Ended pushed = push("push", data, "--mapping", mapping.toString());

        assertThat(pushed.code()).as(pushed.out()).isZero();
        assertThat(pushed.json().size()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Stream.of("F-A", "F-B")
                                .map(station -> hub.ask(
                                                "GET",
                                                hub.settings.queryUrl() + "/v1/events/air-observation/" + station
                                                        + "%2FPM25",
                                                Map.of("X-API-Key", hub.key("H26.NNMT")),
                                                "")
                                        .status()))
                        .containsOnly(200));
    }

    @Test
    void showsFeedsAndKeys() {
        assertThat(run("status", "--agency", "H26.NNMT").out())
                .contains("Department of Agriculture and Environment")
                .contains("air-observation");
        JsonNode made = hub.ask(
                        "POST",
                        hub.settings.ingestUrl() + "/v1/keys",
                        Map.of("X-API-Key", hub.operatorKey(), "Content-Type", "application/json"),
                        "{\"agency\":\"H26.X00025\"}")
                .body();
        String key = made.path("key").asString();
        String id = made.path("id").asString();
        assertThat(run("keys", "--key", key, "--json").json().toString()).contains(id);
        Ended rotated = run("keys", "--key", key, "--rotate", id, "--json");
        assertThat(rotated.json().path("key").asString()).isNotEmpty();
        assertThat(run("keys", "--key", rotated.json().path("key").asString(), "--revoke", id)
                        .out())
                .contains("revoked");
    }

    @Test
    void checksAChangedSchema() throws Exception {
        Path shipped = Path.of("../schemas/src/main/resources/avro/events/air-observation.avsc");
        assertThat(schema(shipped.toString()).code()).isZero();
        String text = Files.readString(shipped);
        Path narrowed = file("narrowed.avsc", text.replace("\"CO\"", "\"CO2\""));
        Ended refused = schema(narrowed.toString());
        assertThat(refused.code()).as(refused.out()).isEqualTo(1);
        assertThat(refused.out()).contains("CO").contains("incompatible");
        assertThat(schema(file("none.avsc", text.replace("AirObservation\"", "Unheard\""))
                                .toString())
                        .code())
                .isEqualTo(1);
    }

    private Ended schema(String file) {
        return captured("schema", file, "--registry", hub.settings.registryUrl());
    }
}
