package vn.hanoi.datahub.standalone.agency;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for which files to send, and how their rows become events. */
final class FileOptions {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            descriptionKey = "files",
            description = "CSV, CSV.gz or XLSX, header row first; or folders of them.")
    private List<Path> paths = List.of();

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Event type, e.g. air-observation.")
    private String type = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "YAML that says how a row becomes an event. Without it, a mapping stored in the hub applies, or"
                            + " the columns are the fields.")
    private String mapping = "";

    List<Path> paths() {
        return paths;
    }

    FilePush.UploadOptions upload(boolean dryRun, boolean again) {
        return new FilePush.UploadOptions(type, mapping, dryRun, again);
    }
}
