package vn.hanoi.datahub.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.standalone.Keys;

/**
 * Measures the time from the ingest service to a reader's screen under a live load: dossiers of all communes at a
 * steady rate, or those of one commune while another agency sends a whole year. {@code benchmarks/run city-live}
 */
final class CityLive {

    private static final int BACKFILL = Integer.getInteger("backfill", 0);
    private static final int RATE = Integer.getInteger("rate", BACKFILL == 0 ? 2_000 : 100);
    private static final int BATCH = Integer.getInteger("batch", BACKFILL == 0 ? 20 : 5);
    private static final int SECONDS = Integer.getInteger("seconds", 30);
    private static final int WARM_UP_SECONDS = Integer.getInteger("warm-up", 60);
    private static final int PATIENCE_SECONDS = 120;

    private final CityPlaces places = new CityPlaces();
    private final @Nullable String commune =
            BACKFILL == 0 ? null : places.communes().get(0);
    private final String agency = commune == null ? CityLoad.CENTRE : CityPlaces.committee(commune);
    private final LocalDateTime now = CityTime.at(Instant.now()).truncatedTo(ChronoUnit.MINUTES);
    private final Map<Integer, AtomicInteger> answers = new TreeMap<>();
    private final HubProcess hub;
    private final LoadSender door;

    private CityLive(HubProcess hub) {
        this.hub = hub;
        this.door = new LoadSender(
                hub.settings().ingestUrl(), Keys.read(hub.settings().data())::of);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("hub-city");
        try (HubProcess hub = HubProcess.start(folder)) {
            new CityLive(hub).run();
        } finally {
            CityBenchmark.delete(folder);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        int warmUp = RATE * WARM_UP_SECONDS / BATCH * BATCH;
        int events = warmUp + RATE * SECONDS / BATCH * BATCH;
        try (LiveCount count =
                new LiveCount(hub.settings().queryUrl(), now.toLocalDate().toString(), events, warmUp)) {
            send(count, 0, warmUp);
            await(count, warmUp);
            LoadSender others = new LoadSender(
                    hub.settings().ingestUrl(), Keys.read(hub.settings().data())::of);
            CompletableFuture<Void> backfill = CompletableFuture.runAsync(() -> backfill(others));
            System.err.println("  timed from here");
            double secondsBefore = hub.processorSeconds();
            int acceptedOfOthers;
            try (TopicSizes topics = new TopicSizes(hub.settings().kafka())) {
                send(count, warmUp, events);
                acceptedOfOthers = others.accepted();
                await(count, events);
                if (BACKFILL == 0) {
                    print(topics, hub.processorSeconds() - secondsBefore, events - warmUp);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d events/s by %s for %d s, %d in a request; answers by status: %s%n%s",
                    RATE,
                    agency,
                    SECONDS,
                    BATCH,
                    answers,
                    BACKFILL == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "beside %,d of %,d events of other agencies accepted in that time%n",
                                    acceptedOfOthers,
                                    BACKFILL));
            print("accepted → visible on SSE", count.sinceAccepted(), events - warmUp);
            print("sent → visible on SSE", count.sinceSent(), events - warmUp);
            backfill.cancel(true);
        }
    }

    /** Prints what each timed event cost: counts do not depend on the machine. */
    private static void print(TopicSizes topics, double processorSeconds, int events) throws Exception {
        System.out.printf(
                Locale.ROOT, "per event: %.2f ms of the hub's processor time", processorSeconds * 1_000 / events);
        topics.byTopic().forEach((topic, size) -> {
            if (size.records() > events / 20) {
                System.out.printf(
                        Locale.ROOT,
                        ", %.1f records of %s",
                        size.records() / (double) events,
                        topic.replaceAll("^hanoi-hub-processor-[^-]*-", ""));
            }
        });
        System.out.println();
    }

    private static void print(String what, Histogram micros, int events) {
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.0f ms, p99 %.0f ms, max %.0f ms (%,d of %,d events)%n",
                what,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount(),
                events);
    }

    private void backfill(LoadSender others) {
        CityLoad load = new CityLoad(BACKFILL, false);
        others.send(
                load,
                load.batches().stream()
                        .filter(batch -> !batch.agency().equals(agency))
                        .toList());
    }

    /** Sends events at the given rate; returns when all requests are answered. */
    private void send(LiveCount count, int from, int to) throws InterruptedException {
        List<CompletableFuture<?>> requests = new ArrayList<>();
        long begin = System.nanoTime();
        long printed = begin;
        for (int i = from; i < to; i += BATCH) {
            byte[] body = body(i);
            long due = begin + (i - from) * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            count.sent(i, BATCH);
            requests.add(door.offer(agency, body).thenAccept(status -> {
                count.accepted(BATCH);
                synchronized (answers) {
                    answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
                }
            }));
            if (System.nanoTime() - printed > 2_000_000_000L) {
                printed = System.nanoTime();
                System.err.printf(Locale.ROOT, "  %,d sent, %,d visible%n", i + BATCH, count.visible());
            }
        }
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
    }

    private byte[] body(int from) {
        StringBuilder json = new StringBuilder("[");
        for (int i = from; i < from + BATCH; i++) {
            if (i > from) {
                json.append(',');
            }
            CityDossier.now(places, BACKFILL + 1_000_000 + i, now, agency, commune)
                    .ended(json);
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void await(LiveCount count, int events) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int look = 1; count.visible() < events && System.nanoTime() < until; look++) {
            TimeUnit.MILLISECONDS.sleep(20);
            if (look % 100 == 0) {
                System.err.printf(Locale.ROOT, "  %,d of %,d visible%n", count.visible(), events);
            }
        }
    }
}
