package vn.hanoi.datahub.standalone.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.standalone.Ended;

/** A push that fails says why in one line, and what to do next. */
class PushFailuresTest {

    private static final String AIR = "station,parameter,value,averagingMinutes,area,time\n";

    @TempDir
    private Path folder;

    private Ended run(String command, String url, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--type", "air-observation", "--key", "my-key", "--ingest", url));
        if (command.equals("push")) {
            words.addAll(List.of("--log", folder.resolve("pushes.json").toString()));
        }
        words.addAll(List.of(more));
        return Ended.run(words.toArray(String[]::new));
    }

    private static void assertOneLine(Ended ended, int code, String... said) {
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.err()).startsWith("hub: ").hasLineCount(1).contains(said);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "validate"})
    void aFileThatIsMissing(String command) {
        assertOneLine(run(command, "http://127.0.0.1:1", folder + "/no.csv"), 1, "/no.csv does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "validate"})
    void aFileThatIsEmpty(String command) throws IOException {
        assertOneLine(run(command, "http://127.0.0.1:1", file("e.csv", "")), 1, "e.csv is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "validate"})
    void aFolderWithoutFilesOfRows(String command) throws IOException {
        file("notes.txt", "x");

        assertOneLine(run(command, "http://127.0.0.1:1", folder.toString()), 1, "no data files found", ".csv");
    }

    @Test
    void aMappingThatIsMissing_orAFolder() throws IOException {
        String file = file("a.csv", AIR);

        assertOneLine(
                run("push", "http://127.0.0.1:1", file, "--mapping", folder + "/no.yaml"),
                1,
                "/no.yaml does not exist");
        assertOneLine(run("push", "http://127.0.0.1:1", file, "--mapping", folder.toString()), 1, "cannot be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]"})
    void aRecordOfPushesThatIsBroken(String content) throws IOException {
        Files.writeString(folder.resolve("pushes.json"), content);

        assertOneLine(run("push", "http://127.0.0.1:1", file("a.csv", AIR)), 1, "pushes.json", "--log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:x", "ftp://127.0.0.1", "127.0.0.1:8081", "not a url", "http://"})
    void anAddressThatIsNone(String url) throws IOException {
        assertOneLine(run("push", url, file("a.csv", AIR)), 1, "'" + url + "'", "http://");
    }

    @ParameterizedTest
    @CsvSource({"401, the key is not valid", "413, the file has more than 2147483648 bytes", "404, no such path"})
    void aHubThatAnswersBeforeItHasReadTheFile(int status, String detail) throws IOException {
        String file = file("a.csv", AIR + "x".repeat(20_000_000));
        try (EarlyHub hub = new EarlyHub(status, "{\"detail\":\"" + detail + "\"}")) {
            assertOneLine(run("push", hub.url(), file), 1, status + " " + detail);
            assertOneLine(run("validate", hub.url(), file), 1, status + " " + detail);
        }
    }

    @ParameterizedTest
    @CsvSource({"429, too many events; wait", "503, still starting"})
    void aHubThatTakesNothingForNow(int status, String detail) throws IOException {
        try (FrontDoorStub door = new FrontDoorStub()) {
            door.answers("/v1/files", status, "{\"detail\":\"" + detail + "\"}", "Retry-After", "0");

            assertOneLine(
                    run("push", door.url(), file("a.csv", AIR)),
                    3,
                    status + " " + detail,
                    "Run the same command again");
        }
    }

    @Test
    void aMappingThatIsNoText_orNoYaml() throws IOException {
        String file = file("a.csv", AIR);
        Path mapping = Files.write(folder.resolve("m.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertOneLine(run("push", "http://127.0.0.1:1", file, "--mapping", mapping.toString()), 1, "is not UTF-8");
        Files.writeString(mapping, "data: {a: [\nb: {");
        assertOneLine(
                run("push", "http://127.0.0.1:1", file, "--mapping", mapping.toString()), 1, "is not YAML", "line");
    }

    @Test
    void anAddressMayEndWithAStroke() throws IOException {
        try (FrontDoorStub door = new FrontDoorStub()) {
            door.takesFiles("job-1", 1, 0);

            assertThat(run("push", door.url() + "/", file("a.csv", AIR)).code()).isZero();
        }
    }

    @Test
    void aServerThatIsNoHub() throws IOException {
        String file = file("a.csv", AIR);
        try (EarlyHub other = new EarlyHub(200, "<html>")) {
            assertOneLine(run("push", other.url(), file), 3, other.url(), "is no hub");
        }
        try (EarlyHub other = new EarlyHub(301, "<html>")) {
            assertOneLine(run("push", other.url(), file), 1, "301 " + other.url(), "is no hub");
        }
    }

    /** A server that answers once it has read the headers, and closes the connection. */
    private static final class EarlyHub implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        EarlyHub(int status, String body) throws IOException {
            Thread thread = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket caller = server.accept()) {
                        StringBuilder head = new StringBuilder();
                        while (head.indexOf("\r\n\r\n") < 0) {
                            head.append((char) caller.getInputStream().read());
                        }
                        caller.getOutputStream()
                                .write(("HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length()
                                                + "\r\nConnection: close\r\n\r\n" + body)
                                        .getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // the test has ended, or the caller has gone
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
