package vn.hanoi.datahub.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Option;

/** Where the hub keeps its data, and whether it starts empty. */
final class RunOptions {

    /** The files and folders that a hub creates; {@code --fresh} deletes nothing else. */
    private static final List<String> OWN = List.of(
            "history",
            "kafka",
            "streams",
            "keys.json",
            "demo-keys.json",
            "webhook-key",
            "service-key",
            "hub.log",
            "demo-history",
            "files");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for all of the hub's data (default: ${DEFAULT-VALUE}).",
            defaultValue = "./data")
    private Path data = Path.of("./data");

    @Option(names = "--fresh", description = "Start empty: delete the hub's files in the folder first.")
    private boolean fresh;

    /** Starts the hub and reports its progress on standard error. */
    public Hub start() {
        return start(HubSettings.from(data, System.getenv()));
    }

    /** Starts the hub on ports that are free now, whatever the environment says. */
    public Hub startElsewhere() {
        return start(HubSettings.elsewhere(data));
    }

    private Hub start(HubSettings settings) {
        System.setProperty("hub.log", data.resolve("hub.log").toString());
        // Otherwise each of the three applications in this JVM would set up logging again; logback.xml alone does it.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (fresh) {
            empty();
        }
        System.err.println("Hà Nội City Data Hub: starting, data in "
                + data.toAbsolutePath().normalize());
        return Hub.start(settings, line -> System.err.println("  " + line));
    }

    private void empty() {
        for (String name : OWN) {
            Path path = data.resolve(name);
            if (!Files.exists(path)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(path)) {
                files.sorted(Comparator.reverseOrder()).forEach(RunOptions::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(path + " cannot be emptied", e);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted", e);
        }
    }

    public static void printAddresses(HubSettings settings) {
        System.out.println("  dashboard        " + settings.queryUrl() + "/");
        System.out.println("  values           " + settings.queryUrl() + "/v1/indicators      " + settings.queryUrl()
                + "/openapi.json");
        System.out.println("  events           " + settings.ingestUrl() + "/v1/events          " + settings.ingestUrl()
                + "/openapi.json");
        System.out.println("  schema registry  " + settings.registryUrl() + "/subjects");
        System.out.println("  Kafka            " + settings.kafka());
        System.out.println("  agency keys      " + Keys.plain(settings.data()));
        System.out.println("  readers          " + Hub.readers()
                + (Hub.readers().equals("everybody")
                        ? ": small counts are shown to everybody; HUB_READERS=protected hides them from callers without a key"
                        : ""));
        System.out.println("Press Ctrl-C to stop; the data are kept.");
    }
}
