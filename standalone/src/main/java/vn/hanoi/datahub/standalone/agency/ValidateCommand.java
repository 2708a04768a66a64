package vn.hanoi.datahub.standalone.agency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./hub validate}: what the front door would say to each row; nothing is published. */
@Command(
        name = "validate",
        description = {
            "Try the rows of files at the front door; nothing is published.",
            "Exit code: 0 all would be accepted, 1 some would be refused, 2 wrong call, 3 the hub stays away."
        })
public final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private AgencyOptions options = new AgencyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return PushCommand.send(options, files, files.wish(true, true), Path.of(""));
    }
}
