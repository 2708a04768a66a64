package vn.hanoi.datahub.standalone.push;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a CSV file, plain or gzipped, and sends its rows as batches of events, a few batches at a time. */
public final class Pusher {

    private static final int BATCH = 1_000;
    private static final int IN_FLIGHT = 4;

    private final BatchClient client;
    private final Mapping mapping;
    private final LongConsumer progress;

    /**
     * @param progress hears how many rows are done
     */
    public Pusher(BatchClient client, Mapping mapping, LongConsumer progress) {
        this.client = client;
        this.mapping = mapping;
        this.progress = progress;
    }

    /**
     * What the front door said.
     *
     * @param skipped rows that say nothing
     * @param refusals how many were refused for each reason
     */
    public record Result(long rows, long skipped, long accepted, Map<String, Long> refusals) {

        public long refused() {
            return refusals.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public Result push(Path file) throws IOException, InterruptedException {
        long rows = 0;
        long skipped = 0;
        Totals totals = new Totals();
        ExecutorService senders = Executors.newFixedThreadPool(IN_FLIGHT);
        Deque<CompletableFuture<JsonNode>> sent = new ArrayDeque<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            List<ObjectNode> batch = new ArrayList<>(BATCH);
            for (NamedCsvRecord row : csv) {
                rows++;
                Optional<ObjectNode> event = mapping.event(row);
                if (event.isEmpty()) {
                    skipped++;
                    continue;
                }
                batch.add(event.get());
                if (batch.size() == BATCH) {
                    send(batch, senders, sent, totals);
                    batch = new ArrayList<>(BATCH);
                    progress.accept(rows);
                }
            }
            if (!batch.isEmpty()) {
                send(batch, senders, sent, totals);
            }
            while (!sent.isEmpty()) {
                totals.add(answered(sent.removeFirst()));
            }
            progress.accept(rows);
        } finally {
            senders.shutdownNow();
        }
        return new Result(rows, skipped, totals.accepted, totals.refusals);
    }

    private void send(
            List<ObjectNode> batch, ExecutorService senders, Deque<CompletableFuture<JsonNode>> sent, Totals totals)
            throws IOException, InterruptedException {
        if (sent.size() >= IN_FLIGHT) {
            totals.add(answered(sent.removeFirst()));
        }
        sent.addLast(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.send(batch);
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                senders));
    }

    private static JsonNode answered(CompletableFuture<JsonNode> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static final class Totals {
        private long accepted;
        private final Map<String, Long> refusals = new TreeMap<>();

        void add(JsonNode answer) {
            accepted += answer.path("accepted").asLong();
            if (answer.path("refused").asLong() > 0) {
                for (JsonNode result : answer.path("results")) {
                    if (result.has("reason")) {
                        refusals.merge(result.get("reason").asString(), 1L, Long::sum);
                    }
                }
            }
        }
    }
}
