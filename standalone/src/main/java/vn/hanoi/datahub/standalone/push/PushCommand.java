package vn.hanoi.datahub.standalone.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.push.BatchClient.Outcomes;

/** {@code ./hub push}: a file's rows as events, with what became of each. */
@Command(name = "push", description = "Push the rows of a CSV or CSV.gz file as events.")
public final class PushCommand implements Callable<Integer> {

    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE", description = "CSV (RFC 4180, UTF-8, header row), also gzipped.")
    private Path file = Path.of("");

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Event type, e.g. air-observation.")
    private String type = "";

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "FILE",
            description = "YAML that says how a row becomes an event; examples/ has some.")
    private Path mapping = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The hub's folder, for the agency's key (default: ${DEFAULT-VALUE}).",
            defaultValue = "./data")
    private Path data = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The agency's key, instead of the one in the hub's folder.")
    private @Nullable String key;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
        HubSettings settings = HubSettings.from(data, System.getenv());
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.of(settings.catalogue()));
        EventType eventType = catalogue
                .findType(type)
                .orElseThrow(() -> new IllegalArgumentException("there is no event type '" + type + "'"));
        Mapping rows = Mapping.read(mapping, eventType, file.toAbsolutePath().resolveSibling(""));
        BatchClient client = new BatchClient(
                settings.ingestUrl(),
                settings.queryUrl(),
                key == null ? Keys.read(data).of(rows.agency()) : key);
        Outcomes before = client.outcomes(rows.agency(), type);
        Pusher.Result result;
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .build()) {
            result = new Pusher(client, rows, bar::stepTo).push(file);
        }
        Outcomes outcomes = settled(client, rows.agency(), before, result.accepted());
        print(result, outcomes);
        return result.refused() == 0 && outcomes.total() >= result.accepted() ? 0 : 1;
    }

    /** Waits until the processor has decided on every accepted event, or stands still. */
    private Outcomes settled(BatchClient client, String agency, Outcomes before, long accepted)
            throws IOException, InterruptedException {
        Outcomes now = client.outcomes(agency, type).minus(before);
        long movedAt = System.nanoTime();
        while (now.total() < accepted && System.nanoTime() - movedAt < STANDSTILL.toNanos()) {
            System.err.print("\rprocessed " + now.total() + " of " + accepted + " …");
            Thread.sleep(200);
            Outcomes next = client.outcomes(agency, type).minus(before);
            movedAt = next.total() == now.total() ? movedAt : System.nanoTime();
            now = next;
        }
        System.err.print("\r");
        return now;
    }

    private static void print(Pusher.Result result, Outcomes outcomes) {
        System.out.printf("%-12s %,10d%n", "rows", result.rows());
        System.out.printf("%-12s %,10d   nothing to say: a needed cell is empty%n", "skipped", result.skipped());
        System.out.printf("%-12s %,10d%n", "refused", result.refused());
        for (Map.Entry<String, Long> refusal : result.refusals().entrySet()) {
            System.out.printf("  %-20s %,d%n", refusal.getKey(), refusal.getValue());
        }
        System.out.printf("%-12s %,10d   of which%n", "accepted", result.accepted());
        System.out.printf("  %-20s %,d%n", "applied", outcomes.applied());
        System.out.printf("  %-20s %,d%n", "duplicate", outcomes.duplicate());
        System.out.printf("  %-20s %,d%n", "superseded", outcomes.superseded());
        System.out.printf("  %-20s %,d%n", "rejected", outcomes.rejected());
        System.out.printf("  %-20s %,d%n", "pending", Math.max(0, result.accepted() - outcomes.total()));
    }
}
