package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./hub validate}: shows what the ingest service would answer to each row; nothing is published. */
@Command(
        name = "validate",
        description = {
            "Check the rows of files with the ingest service. Nothing is published.",
            "Exit code: 0 all would be accepted, 1 some would be refused, 2 incorrect usage, 3 hub unreachable."
        })
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return PushCommand.send(options, files, files.upload(true, true), Path.of(""));
    }
}
