package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** What readers notice: reads with one and with ten years of hourly values, how fast the history is filled, and thousands of live readers. */
public final class Readers {

    private static final int AREAS = 30;
    private static final int YEARS = Integer.getInteger("years", 10);
    private static final int CLIENTS = 4;
    private static final int READS_PER_SECOND = 200;
    private static final int OLD_READS_PER_SECOND = 10;
    private static final int READ_SECONDS = 15;
    private static final int CROWD = Integer.getInteger("crowd", 5_000);
    private static final int UPDATES = 600;
    private static final int UPDATES_PER_SECOND = 20;

    private final List<Area> communes =
            CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(LocalDate.of(2026, 1, 1)).stream()
                    .filter(area -> area.level() == AreaLevel.COMMUNE)
                    .toList();
    private final LocalDateTime thisHour = CityTime.at(Instant.now()).truncatedTo(ChronoUnit.HOURS);
    private final QueryAlone hub;

    private Readers(QueryAlone hub) {
        this.hub = hub;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try (QueryAlone hub = new QueryAlone(Files.createTempDirectory("readers"))) {
            Readers readers = new Readers(hub);
            System.out.printf(Locale.ROOT, "start with nothing: %.1f s%n", hub.start());
            readers.publish(0, 1);
            readers.reads("1 year");
            hub.stop();
            System.out.printf(Locale.ROOT, "start with 1 year: %.1f s%n", hub.start());
            readers.publish(1, YEARS);
            readers.reads(YEARS + " years");
            hub.stop();
            System.out.printf(Locale.ROOT, "start with %d years: %.1f s%n", YEARS, hub.start());
            readers.live(1);
            readers.live(CROWD);
        }
        System.exit(0);
    }

    /** Hourly values of some communes, those of the newest year first; returns when all can be read. */
    private void publish(int fromYear, int toYear) throws IOException, InterruptedException {
        long from = System.nanoTime();
        Random random = new Random(1);
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long values = 0;
        for (int hour = fromYear * 8_760; hour < toYear * 8_760; hour++) {
            Period period = new Period(Granularity.HOUR, thisHour.minusHours(hour));
            for (Area area : communes.subList(0, AREAS)) {
                hub.publish(area.code(), area.validFrom(), period, random.nextInt(200), 1, at);
                values++;
            }
        }
        hub.flush();
        double sent = (System.nanoTime() - from) / 1e9;
        String last = path(0, toYear * 8_760 - 1, 1);
        while (!body(last).contains("\"period\"")) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double filled = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "history: %,d values published in %.1f s, all in the history after %.1f s: %,.0f values/s%n",
                values,
                sent,
                filled,
                values / filled);
    }

    /** One area's hours, so many hours ago. */
    private String path(int area, int hoursAgo, int hours) {
        LocalDateTime from = thisHour.minusHours(hoursAgo);
        return "/v1/indicators/" + QueryAlone.INDICATOR + "/values?period=hour&area="
                + communes.get(area).code() + "&from=" + from + ":00%2B07:00&to=" + from.plusHours(hours)
                + ":00%2B07:00";
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + QueryAlone.QUERY_PORT + path))
                .build();
    }

    private static String body(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(path), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void reads(String history) {
        Instant then = Instant.now().minusSeconds(1);
        for (int round = 0; round < 2; round++) { // the first warms up
            boolean show = round == 1;
            read(
                    show,
                    history + ", baseline: the service's health",
                    random -> "/actuator/health/liveness",
                    READS_PER_SECOND);
            read(
                    show,
                    history + ", the last 24 hours of an area, from memory",
                    random -> path(random.nextInt(AREAS), 23, 24),
                    READS_PER_SECOND);
            read(
                    show,
                    history + ", 24 older hours of an area, from the history",
                    random -> path(random.nextInt(AREAS), 2_000 + random.nextInt(5_000), 24),
                    OLD_READS_PER_SECOND);
            read(
                    show,
                    history + ", 24 older hours as of a moment",
                    random -> path(random.nextInt(AREAS), 2_000 + random.nextInt(5_000), 24) + "&asOf=" + then,
                    OLD_READS_PER_SECOND);
        }
    }

    private interface Question {
        String path(Random random);
    }

    /** Reads at a rate, each timed from the moment it was due. */
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

    /** Nine of ten readers watch one commune each, the others all of them; each update goes to one commune. */
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
                        area.code(),
                        area.validFrom(),
                        new Period(Granularity.HOUR, thisHour),
                        sent,
                        2 + i,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
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
