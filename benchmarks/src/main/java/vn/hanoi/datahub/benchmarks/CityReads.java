package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures reads of the last 24 hours of an area, at the maximum rate of eight connections and at half of that,
 * compared with a page that does nothing. {@code benchmarks/run city-reads}
 */
final class CityReads {

    private static final int CONNECTIONS = 8;
    private static final int SECONDS = Integer.getInteger("seconds", 15);
    private static final long AT_ONCE = 0;

    private CityReads() {}

    public static void main(String[] args) throws Exception {
        QuietLog.begin();
        try (QueryAlone hub = new QueryAlone(Files.createTempDirectory("city-reads"))) {
            hub.start();
            HourlyValues values = new HourlyValues(hub);
            values.publish(0, 1);
            Function<Random, String> page = random -> "/actuator/health/liveness";
            Function<Random, String> hours = random -> values.path(random.nextInt(HourlyValues.AREAS), 23, 24);
            for (int warmUp = 0; warmUp < 2; warmUp++) {
                read(page, AT_ONCE);
                read(hours, AT_ONCE);
            }
            Read pages = read(page, AT_ONCE);
            Read reads = read(hours, AT_ONCE);
            long gap = Math.round(2e9 / reads.perSecond());
            System.out.println("\n| what | reads/s | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|");
            print("liveness page, " + CONNECTIONS + " connections at saturation", pages);
            print("the last 24 hours of an area, the same", reads);
            print("liveness page, at half the rate of the reads", read(page, gap));
            print("the last 24 hours of an area, at half their rate", read(hours, gap));
        }
        System.exit(0);
    }

    private record Read(double perSecond, Histogram micros) {}

    private static void print(String what, Read read) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.1f | %.1f |%n",
                what,
                read.perSecond(),
                read.micros().getValueAtPercentile(50) / 1e3,
                read.micros().getValueAtPercentile(99) / 1e3,
                read.micros().getMaxValue() / 1e3);
    }

    /**
     * Reads for a while.
     *
     * @param gap nanoseconds between two reads over all connections, each timed from the moment it was due;
     *     {@link #AT_ONCE} if each connection reads as fast as it can
     */
    private static Read read(Function<Random, String> question, long gap) {
        Histogram micros = new ConcurrentHistogram(3);
        long begin = System.nanoTime();
        long end = begin + SECONDS * 1_000_000_000L;
        CompletableFuture<?>[] clients = IntStream.range(0, CONNECTIONS)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> client(question, gap, begin, end, client, micros),
                        command -> new Thread(command, "reader").start()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(clients).join();
        return new Read(micros.getTotalCount() * 1e9 / (System.nanoTime() - begin), micros);
    }

    private static void client(
            Function<Random, String> question, long gap, long begin, long end, int client, Histogram micros) {
        Random random = new Random(client);
        try (Connection connection = new Connection(QueryAlone.QUERY_PORT)) {
            for (long i = client; ; i += CONNECTIONS) {
                long due = gap == AT_ONCE ? System.nanoTime() : begin + i * gap;
                if (due >= end) {
                    return;
                }
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                connection.get(question.apply(random));
                micros.recordValue((System.nanoTime() - due) / 1_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
