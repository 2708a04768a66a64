package vn.hanoi.datahub.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures what one agency notices while another sends ten times its quota: its response times, alternately without and
 * with the flood. Each request is timed from the moment it was due, so that waiting to be sent counts, too.
 *
 * <p>{@code benchmarks/run neighbours}
 */
final class Neighbours {

    private static final int QUOTA = 1_000;
    private static final int TIMES = 10;
    private static final int BATCH = 10;
    private static final int BATCH_OF_THE_FLOOD = Integer.getInteger("flood.batch", 100);
    private static final int NEIGHBOUR_PER_SECOND = 50;
    private static final int CONNECTIONS_OF_THE_FLOOD = 256;
    private static final int ROUNDS = 2;
    private static final Duration ROUND = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> floodAnswers = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> neighbourAnswers = new ConcurrentHashMap<>();
    private int sent;

    private Neighbours() {}

    public static void main(String[] args) throws Exception {
        QuietLog.begin();
        new Neighbours().run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory("hub-neighbours");
        Histogram quiet = new ConcurrentHistogram(60_000_000L, 3);
        Histogram flooded = new ConcurrentHistogram(60_000_000L, 3);
        try (IngestAlone alone = new IngestAlone(folder, Map.of("hub.ingest.quota.events", QUOTA))) {
            for (int round = 0; round <= ROUNDS; round++) { // the first round is the warm-up
                System.err.printf("round %d of %d%n", round, ROUNDS);
                if (round == 1) {
                    floodAnswers.clear();
                    neighbourAnswers.clear();
                    quiet.reset();
                    flooded.reset();
                }
                neighbour(alone.events(), quiet);
                AtomicBoolean enough = new AtomicBoolean();
                CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(alone.events(), enough));
                neighbour(alone.events(), flooded);
                enough.set(true);
                flood.join();
            }
        }
        System.out.printf(
                "one agency at %d times its quota of %d events/s; its answers by status: %s%n",
                TIMES, QUOTA, floodAnswers);
        System.out.println("the other agency's answers by status: " + neighbourAnswers);
        print("another agency, quiet", quiet);
        print("the same beside the flood", flooded);
        System.out.printf(
                Locale.ROOT,
                "ratio of the p99: %.2f%n",
                (double) flooded.getValueAtPercentile(99) / quiet.getValueAtPercentile(99));
    }

    private static void print(String what, Histogram histogram) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %,6d requests   p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                what,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getMaxValue() / 1e3);
    }

    private void neighbour(String url, Histogram histogram) throws InterruptedException {
        int requests = (int) (NEIGHBOUR_PER_SECOND * ROUND.toSeconds());
        CompletableFuture<?>[] answers = new CompletableFuture<?>[requests];
        long from = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long due = from + i * 1_000_000_000L / NEIGHBOUR_PER_SECOND;
            byte[] batch = Dossiers.ofOther("n", sent++ * BATCH, BATCH);
            waitUntil(due);
            answers[i] = send(url, IngestAlone.OTHER_KEY, batch).thenAccept(status -> {
                neighbourAnswers.merge(status, 1, Integer::sum);
                histogram.recordValue((System.nanoTime() - due) / 1_000);
            });
        }
        CompletableFuture.allOf(answers).join();
    }

    private void flood(String url, AtomicBoolean enough) {
        long gap = 1_000_000_000L * BATCH_OF_THE_FLOOD / (QUOTA * TIMES);
        long due = System.nanoTime();
        Semaphore connections = new Semaphore(CONNECTIONS_OF_THE_FLOOD);
        byte[] batch = Dossiers.batch("f", 0, BATCH_OF_THE_FLOOD);
        while (!enough.get()) {
            try {
                waitUntil(due += gap);
                connections.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            send(url, IngestAlone.KEY, batch).whenComplete((status, failure) -> {
                connections.release();
                floodAnswers.merge(failure == null ? status.toString() : failure.toString(), 1, Integer::sum);
            });
        }
    }

    private static void waitUntil(long due) throws InterruptedException {
        while (System.nanoTime() < due) {
            Thread.sleep(Duration.ofMillis(1).toMillis());
        }
    }

    private CompletableFuture<Integer> send(String url, String key, byte[] body) {
        return http.sendAsync(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/cloudevents-batch+json")
                                .header("X-API-Key", key)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }
}
