package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import vn.hanoi.datahub.standalone.agency.AgencyCommands;
import vn.hanoi.datahub.standalone.agency.Messages;

/** The command line behind {@code ./hub}. Progress and errors go to standard error, results to standard output. */
@Command(
        name = "hub",
        description = "Hà Nội City Data Hub: city facts in, trustworthy indicators out.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = HubCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class HubCommand {

    private static final int FAILED = 1;
    private static final int AWAY = 3;

    /**
     * Runs a command. The exit code is 0 on success, 1 when something was refused or failed, 2 for incorrect usage, 3
     * when the hub is unreachable.
     */
    public static void main(String[] args) {
        System.exit(line(System.getenv()).execute(args));
    }

    /**
     * Creates the command line.
     *
     * @param environment its {@code HUB_LANG} sets the language of the help
     */
    public static CommandLine line(Map<String, String> environment) {
        CommandLine line = new CommandLine(new HubCommand());
        Stream.of(
                        List.of(DemoCommand.class, UpCommand.class),
                        AgencyCommands.all(),
                        List.of(
                                TailCommand.class,
                                RedriveCommand.class,
                                SecretsCommand.class,
                                ProvisionCommand.class,
                                RegistryCommand.class))
                .flatMap(List::stream)
                .forEach(line::addSubcommand);
        Messages words = Messages.in(environment);
        return line.setResourceBundle(words.bundle())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    boolean isOfFile =
                            failure instanceof FileSystemException || failure instanceof CharacterCodingException;
                    command.getErr().println("hub: " + inOneLine(failure, words));
                    return failure instanceof IOException && !isOfFile ? AWAY : FAILED;
                });
    }

    /** Returns why a command failed; a message of a parser has several lines. */
    private static String inOneLine(Exception failure, Messages words) {
        if (failure instanceof FileSystemException file) {
            return words.of("unreadable", file.getFile());
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof KafkaException && failure.getCause() != null) {
            message += ": " + failure.getCause().getMessage();
        }
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = HubCommand.class.getPackage().getImplementationVersion();
            return new String[] {"hub " + (version == null ? "(built from a work tree)" : version)};
        }
    }
}
