package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import vn.hanoi.datahub.domain.area.Area;

/**
 * Measures what readers notice: reads with one and with ten years of hourly values, how fast the history is filled, and
 * thousands of live readers.
 */
final class Readers {

    private static final int YEARS = Integer.getInteger("years", 10);
    private static final int CLIENTS = 4;
    private static final int READS_PER_SECOND = 200;
    private static final int OLD_READS_PER_SECOND = 10;
    private static final int READ_SECONDS = 15;
    private static final int CROWD = Integer.getInteger("crowd", 5_000);
    private static final int UPDATES = 600;
    private static final int UPDATES_PER_SECOND = 20;

    private final HourlyValues values;
    private final List<Area> communes;
    private final QueryAlone hub;

    private Readers(QueryAlone hub) {
        this.hub = hub;
        this.values = new HourlyValues(hub);
        this.communes = values.communes();
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try (QueryAlone hub = new QueryAlone(Files.createTempDirectory("readers"))) {
            Readers readers = new Readers(hub);
            System.out.printf(Locale.ROOT, "start with nothing: %.1f s%n", hub.start());
            readers.values.publish(0, 1);
            readers.reads("1 year");
            hub.stop();
            System.out.printf(Locale.ROOT, "start with 1 year: %.1f s%n", hub.start());
            readers.values.publish(1, YEARS);
            readers.reads(YEARS + " years");
            hub.stop();
            System.out.printf(Locale.ROOT, "start with %d years: %.1f s%n", YEARS, hub.start());
            readers.live(1);
            readers.live(CROWD);
        }
        System.exit(0);
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + QueryAlone.QUERY_PORT + path))
                .build();
    }

    private void reads(String history) {
        Instant then = Instant.now().minusSeconds(1);
        for (int round = 0; round < 2; round++) { // the first round is the warm-up
            boolean show = round == 1;
            read(
                    show,
                    history + ", baseline: the service's health",
                    random -> "/actuator/health/liveness",
                    READS_PER_SECOND);
            read(
                    show,
                    history + ", the last 24 hours of an area, from memory",
                    random -> values.path(random.nextInt(HourlyValues.AREAS), 23, 24),
                    READS_PER_SECOND);
            read(
                    show,
                    history + ", 24 older hours of an area, from the history",
                    random -> values.path(random.nextInt(HourlyValues.AREAS), 2_000 + random.nextInt(5_000), 24),
                    OLD_READS_PER_SECOND);
            read(
                    show,
                    history + ", 24 older hours as of a moment",
                    random -> values.path(random.nextInt(HourlyValues.AREAS), 2_000 + random.nextInt(5_000), 24)
                            + "&asOf=" + then,
                    OLD_READS_PER_SECOND);
        }
    }

    private interface Question {
        String path(Random random);
    }

    /** Reads at a given rate; each read is timed from the moment it was due. */
    private void read(boolean show, String what, Question question, int perSecond) {
        Histogram micros = new Histogram(3);
        long begin = System.nanoTime();
        CompletableFuture<?>[] clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.runAsync(() -> {
                    HttpClient http = HttpClient.newHttpClient();
                    Random random = new Random(client);
                    for (int i = client; i < perSecond * READ_SECONDS; i += CLIENTS) {
                        long due = begin + i * 1_000_000_000L / perSecond;
                        while (System.nanoTime() < due) {
                            LockSupport.parkNanos(due - System.nanoTime());
                        }
                        try {
                            if (http.send(request(question.path(random)), HttpResponse.BodyHandlers.ofString())
                                            .statusCode()
                                    != 200) {
                                throw new IllegalStateException(question.path(random));
                            }
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        synchronized (micros) {
                            micros.recordValue((System.nanoTime() - due) / 1_000);
                        }
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(clients).join();
        if (show) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d reads/s: p50 %.1f ms, p99 %.1f ms%n",
                    what,
                    perSecond,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3);
        }
    }

    /**
     * Measures live readers. Nine of ten watch one commune each, the others all of them; each update concerns one
     * commune.
     */
    private void live(int crowd) throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        int watchingAll = Math.max(1, crowd / 10);
        for (int i = 0; i < crowd; i++) {
            paths.add(
                    i < watchingAll
                            ? "/v1/live?indicator=" + QueryAlone.INDICATOR
                            : "/v1/live?area="
                                    + communes.get(i % communes.size()).code());
        }
        long epoch = System.nanoTime();
        try (LiveCrowd readers = new LiveCrowd(QueryAlone.QUERY_PORT, paths, epoch)) {
            TimeUnit.SECONDS.sleep(3);
            long expected = 0;
            for (int i = 0; i < UPDATES; i++) {
                Area area = communes.get(i % communes.size());
                int number = i % communes.size();
                expected += watchingAll
                        + IntStream.range(watchingAll, crowd)
                                .filter(reader -> reader % communes.size() == number)
                                .count();
                LockSupport.parkNanos(
                        epoch + 3_000_000_000L + i * 1_000_000_000L / UPDATES_PER_SECOND - System.nanoTime());
                long sent = (System.nanoTime() - epoch) / LiveCrowd.UNIT_NANOS;
                hub.publish(
                        area.id(), values.thisHour(), sent, 2 + i, Instant.now().truncatedTo(ChronoUnit.MILLIS));
                hub.flush();
            }
            long until = System.nanoTime() + 20_000_000_000L;
            while (readers.received() < expected && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            System.out.printf(
                    Locale.ROOT,
                    "live, %,d readers, %d updates/s: %,d of %,d frames, published to received %s%n",
                    crowd,
                    UPDATES_PER_SECOND,
                    readers.received(),
                    expected,
                    readers.times());
        }
    }
}
