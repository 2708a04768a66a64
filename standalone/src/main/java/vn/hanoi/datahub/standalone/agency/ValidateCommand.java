package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./hub validate}: what the front door would say to each row; nothing is published. */
@Command(
        name = "validate",
        description = {
            "Try the rows of files at the front door; nothing is published.",
            "Exit code: 0 all would be accepted, 1 some would be refused, 2 wrong call, 3 the hub stays away."
        })
public final class ValidateCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            descriptionKey = "files",
            description = "CSV, CSV.gz or XLSX, header row first; or folders of them.")
    private List<Path> files = List.of();

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Event type, e.g. air-observation.")
    private String type = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "YAML that says how a row becomes an event; without it the columns are the fields, or the"
                    + " hub has a mapping stored.")
    private String mapping = "";

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return PushCommand.send(options, files, new FilePush.Wish(type, mapping, true, true), Path.of(""));
    }
}
