package vn.hanoi.datahub.standalone.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.standalone.Ended;

/** Files of an agency on their way to the front door, from its own command line. */
class PushCommandTest {

    private static final String AIR =
            "station,parameter,value,averagingMinutes,area,time\nS,PM25,-1,60,00613,2025-09-20T10:00:00+07:00\n";

    @TempDir
    private Path folder;

    private FrontDoorStub door;

    @BeforeEach
    void open() throws IOException {
        door = new FrontDoorStub();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Ended run(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--type", "air-observation", "--key", "my-key", "--ingest", door.url(), "--json"));
        if (command.equals("push")) {
            words.addAll(List.of("--log", folder.resolve("log/pushes.json").toString()));
        }
        words.addAll(Arrays.asList(more));
        return Ended.run(words.toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }

    @Test
    void triesTheRowsOfAFile_andPublishesNothing() throws IOException {
        door.takesFiles("job-1", 5, 1);

        Ended tried = run("validate", file("air.csv", AIR));

        assertThat(tried.code()).isEqualTo(1);
        assertThat(tried.json().path(0).path("accepted").asInt()).isEqualTo(5);
        assertThat(tried.json().path(0).path("refusals").path(0).path("line").asInt())
                .isEqualTo(7);
        FrontDoorStub.Asked upload = door.uploads().get(0);
        assertThat(upload.path()).isEqualTo("/v1/files?type=air-observation&dryRun=true&name=air.csv");
        assertThat(upload.key()).isEqualTo("my-key");
        assertThat(upload.type()).isEqualTo("text/csv");
        assertThat(upload.body()).isEqualTo(AIR);
        assertThat(door.asked.get(1).path()).isEqualTo("/v1/files/job-1");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void aPushThatIsADryRunDoesTheSame() throws IOException {
        door.takesFiles("job-1", 5, 1);

        assertThat(run("push", "--dry-run", file("air.csv", AIR)).json())
                .isEqualTo(run("validate", file("air.csv", AIR)).json());
        assertThat(door.uploads())
                .extracting(FrontDoorStub.Asked::path)
                .containsOnly("/v1/files?type=air-observation&dryRun=true&name=air.csv");
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void showsWhatBecameOfARow_toPeople() throws IOException {
        door.takesFiles("job-1", 1_234, 1);

        String shown = Ended.run(
                        "validate",
                        file("air.csv", AIR),
                        "--type",
                        "air-observation",
                        "--key",
                        "my-key",
                        "--ingest",
                        door.url())
                .out();

        assertThat(shown)
                .contains("air.csv  job-1", "1,235", "1,234")
                .contains("7 value: number out of bounds (out-of-range): value -1 is not between 0 and 1500");
    }

    @Test
    void endsWith0_whereAllIsTaken() throws IOException {
        door.takesFiles("job-1", 5, 0);

        assertThat(run("validate", file("air.csv", AIR)).code()).isZero();
        assertThat(run("push", file("air.csv", AIR)).code()).isZero();
        assertThat(door.uploads().get(1).path()).contains("dryRun=false");
    }

    @Test
    void endsWith1_whereAFileCannotBeRead() throws IOException {
        door.answers("/v1/files", 202, "{}", "Location", "/v1/files/job-1")
                .answers(
                        "/v1/files/job-1",
                        200,
                        "{\"id\":\"job-1\",\"status\":\"failed\",\"failedAtLine\":3,\"detail\":\"no CSV from here on\"}");

        assertThat(run("push", file("air.csv", AIR)).code()).isEqualTo(1);
    }

    /** An interruption must not double what was sent: the same content goes on as the job that it is. */
    @Test
    void sendsTheSameContentOnce_unlessItIsToldTo() throws IOException {
        door.takesFiles("job-1", 5, 0);
        String file = file("air.csv", AIR);

        run("push", file);
        assertThat(run("push", file).json().path(0).path("id").asString()).isEqualTo("job-1");
        assertThat(run("push", file("copy.csv", AIR))
                        .json()
                        .path(0)
                        .path("file")
                        .asString())
                .isEqualTo("copy.csv");
        assertThat(door.uploads()).hasSize(1);

        run("push", file, "--again");
        run("push", file("air.csv", AIR + "S2,PM25,1,60,00613,2025-09-20T10:00:00+07:00\n"));
        assertThat(door.uploads()).hasSize(3);
    }

    @Test
    void namesACopyAndTheFileAsWhichItWasSent() throws IOException {
        door.takesFiles("job-1", 5, 0);
        run("push", file("air.csv", AIR));
        String[] words = {
            "push",
            "--type",
            "air-observation",
            "--key",
            "my-key",
            "--ingest",
            door.url(),
            "--log",
            folder.resolve("log/pushes.json").toString()
        };

        assertThat(Ended.run(Stream.concat(Stream.of(words), Stream.of(file("copy.csv", AIR)))
                                .toArray(String[]::new))
                        .out())
                .startsWith("copy.csv (sent before as air.csv)  job-1");
        assertThat(Ended.run(Stream.concat(Stream.of(words), Stream.of(file("air.csv", AIR)))
                                .toArray(String[]::new))
                        .out())
                .startsWith("air.csv  job-1");
    }

    /** Something was put right meanwhile: the same file may be taken now. */
    @Test
    void sendsAgainWhatWasRefused_orWhatTheHubForgot() throws IOException {
        door.takesFiles("job-1", 4, 1);
        String file = file("air.csv", AIR);

        run("push", file);
        run("push", file);
        assertThat(door.uploads()).hasSize(2);

        door.answersFromNowOn("/v1/files/job-1", 404, "{\"detail\":\"there is no file 'job-1'\"}")
                .answers("/v1/files/job-1", 200, "{\"id\":\"job-1\",\"status\":\"done\",\"refused\":0}");
        run("push", file);
        assertThat(door.uploads()).hasSize(3);
    }

    @Test
    void takesAFolder_inTheOrderOfNames_andLeavesOutWhatIsNoTable() throws IOException {
        door.takesFiles("job-1", 5, 0);
        file("day/two.CSV", AIR);
        file("day/one.csv.gz", AIR);
        file("day/three.xlsx", "PK");
        file("day/notes.txt", "no rows");

        Ended pushed = run("push", folder.resolve("day").toString());

        assertThat(pushed.json().size()).isEqualTo(3);
        assertThat(door.uploads())
                .extracting(FrontDoorStub.Asked::path)
                .extracting(path -> path.substring(path.indexOf("name=")))
                .containsExactly("name=one.csv.gz", "name=three.xlsx", "name=two.CSV");
        assertThat(door.uploads().get(1).type())
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    @Test
    void sendsAMappingAlong_withTheTableBesideIt() throws IOException {
        door.takesFiles("job-1", 5, 0);
        file("masts.csv", "name,code\nA,F-A\n");
        String mapping = file("mapping.yaml", "lookup: {file: masts.csv, key: name, column: mast}\n");

        run("push", file("day/air.csv", AIR), "--mapping", mapping);

        FrontDoorStub.Asked upload = door.uploads().get(0);
        assertThat(upload.type()).startsWith("multipart/form-data; boundary=");
        assertThat(upload.body())
                .contains("name=\"mapping\"; filename=\"mapping.yaml\"", "csv: \"name,code\\nA,F-A\\n\"")
                .contains("name=\"file\"; filename=\"air.csv\"", AIR);
    }

    @Test
    void tellsWhatTheFrontDoorRefuses_inItsOwnWords() throws IOException {
        door.answers("/v1/files", 403, "{\"detail\":\"H26.HCC may not publish air-observation\"}");

        Ended refused = run("push", file("air.csv", AIR));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("hub: 403 H26.HCC may not publish air-observation" + System.lineSeparator());
    }
}
