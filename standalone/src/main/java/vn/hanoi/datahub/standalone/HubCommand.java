package vn.hanoi.datahub.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import vn.hanoi.datahub.standalone.demo.DemoCommand;
import vn.hanoi.datahub.standalone.push.PushCommand;

/** The command line behind {@code ./hub}. Progress and errors go to standard error, results to standard output. */
@Command(
        name = "hub",
        description = "Hà Nội City Data Hub: city facts in, trustworthy indicators out.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = HubCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, UpCommand.class, PushCommand.class, TailCommand.class, RedriveCommand.class})
public final class HubCommand {

    /** Runs a command; the exit code is 0 when all went well, 1 when something was refused or failed, 2 for a wrong call. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new HubCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("hub: " + (failure.getMessage() == null ? failure : failure.getMessage()));
                    return 1;
                })
                .execute(args));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = HubCommand.class.getPackage().getImplementationVersion();
            return new String[] {"hub " + (version == null ? "(built from a work tree)" : version)};
        }
    }
}
