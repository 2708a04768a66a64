package vn.hanoi.datahub.query.history;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of this test's own, from the binaries of the machine; PostgreSQL does not run as root, so there it runs
 * as nobody.
 */
public final class LocalPostgres implements AutoCloseable {

    private final Process server;
    private final int port;

    private LocalPostgres(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    /** The folder with PostgreSQL's programs, if the machine has them. */
    public static Optional<Path> programs() {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        List<Path> installed = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
            versions.forEach(version -> installed.add(version.resolve("bin")));
        } catch (IOException none) {
            installed.clear();
        }
        return Stream.concat(installed.stream(), onPath)
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
                .findFirst();
    }

    public static LocalPostgres start(Path programs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("postgres");
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (isRoot) {
            run(List.of("chown", "-R", "nobody", folder.toString()));
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        run(asNobody(
                isRoot,
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=hub",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        Process server = new ProcessBuilder(asNobody(
                        isRoot,
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        LocalPostgres postgres = new LocalPostgres(server, port);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Connection connection = DriverManager.getConnection(postgres.url(), "hub", "")) {
                return connection.isValid(1);
            }
        });
        return postgres;
    }

    private static List<String> asNobody(boolean isRoot, String... command) {
        List<String> line = new ArrayList<>();
        if (isRoot) {
            line.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        line.addAll(List.of(command));
        return line;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Forgets all that is in it. */
    public void empty() throws java.sql.SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "hub", "");
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
