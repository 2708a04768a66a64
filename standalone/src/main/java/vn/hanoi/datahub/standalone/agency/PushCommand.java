package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./hub push}: publishes the rows of files as events and reports what became of them. */
@Command(
        name = "push",
        description = {
            "Publish the rows of files as events. An interrupted push resumes where it stopped.",
            "Exit code: 0 all accepted, 1 some rows or files refused, 2 incorrect usage, 3 hub unreachable."
        })
final class PushCommand implements Callable<Integer> {

    private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".xlsx");

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--again", description = "Send a file even if this machine has sent it before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only check the rows and publish nothing, like validate.")
    private boolean dryRun;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Where this machine records what it has sent (default: ${DEFAULT-VALUE}).",
            defaultValue = "${sys:user.home}/.hanoi-hub/pushes.json")
    private Path log = Path.of("");

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return send(options, files, files.upload(dryRun, again), log);
    }

    static int send(AgencyOptions options, FileOptions given, FilePush.UploadOptions upload, Path log)
            throws IOException, InterruptedException {
        FilePush push = new FilePush(options.hub(upload.type()), new PushLog(log));
        List<JsonNode> jobs = new ArrayList<>();
        boolean isAllTaken = true;
        List<Path> found = filesIn(given.paths(), options.words);
        if (!upload.mapping().isEmpty()) {
            check(Path.of(upload.mapping()), options.words);
        }
        for (Path file : found) {
            JsonNode job = followed(push, file, upload);
            // the hub knows a content by the name under which it came first
            jobs.add(((ObjectNode) job).put("file", String.valueOf(file.getFileName())));
            isAllTaken &= job.path("status").asString("").equals("done")
                    && job.path("refused").asLong() == 0;
        }
        options.print(jobs, () -> jobs.forEach(job -> print(options.words, job)));
        return isAllTaken ? 0 : 1;
    }

    private static JsonNode followed(FilePush push, Path file, FilePush.UploadOptions upload)
            throws IOException, InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(-1)
                .setUnit("", 1)
                .build()) {
            return push.push(file, upload, job -> bar.stepTo(job.path("rows").asLong()));
        }
    }

    /** Returns the files to send: of a folder, those with a supported extension. */
    private static List<Path> filesIn(List<Path> given, Messages words) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(PushCommand::isOfRows).sorted().forEach(found::add);
                }
            } else {
                check(path, words);
                found.add(path);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(words.of("no-files", String.join(", ", ENDINGS)));
        }
        return found;
    }

    private static void check(Path file, Messages words) throws IOException {
        String why = !Files.exists(file)
                ? "missing"
                : !Files.isRegularFile(file) || !Files.isReadable(file)
                        ? "unreadable"
                        : Files.size(file) == 0 ? "empty" : "";
        if (!why.isEmpty()) {
            throw new IllegalArgumentException(words.of(why, file));
        }
    }

    private static boolean isOfRows(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static void print(Messages words, JsonNode job) {
        String file = job.path("file").asString("");
        String name = job.path("name").asString("");
        System.out.println(file
                + (name.isEmpty() || name.equals(file) ? "" : " (" + words.of("sent-as", name) + ")")
                + "  " + job.path("id").asString(""));
        for (String count : List.of("rows", "accepted", "refused", "skipped")) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-12s %,12d%n",
                    words.of("column." + count),
                    job.path(count).asLong());
        }
        if (job.has("detail")) {
            System.out.println(
                    "  " + words.of("failed", job.path("failedAtLine").asString("?")) + ": "
                            + job.path("detail").asString());
        }
        int shown = 0;
        for (JsonNode refusal : job.path("refusals")) {
            if (shown++ == 10) {
                System.out.println(
                        "  … " + words.of("more", job.path("refusedRows").asString("")));
                break;
            }
            System.out.println("  " + words.of("line", refusal.path("line").asLong()) + " "
                    + refusal.path("column").asString("") + ": "
                    + words.reason(refusal.path("reason").asString("")) + ": "
                    + refusal.path("detail").asString(""));
        }
    }
}
