package vn.hanoi.datahub.benchmarks;

import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import vn.hanoi.datahub.domain.area.Area;

/**
 * Thousands of pages that lost their connection reconnect within five seconds, each from its last position, while
 * updates continue. Measures the delay for the readers that stayed connected, and whether every page receives all
 * updates.
 */
final class ReconnectStorm {

    private static final int PAGES = Integer.getInteger("crowd", 5_000);
    private static final int STEADY = 50;
    private static final int UPDATES_PER_SECOND = 20;
    private static final int SECONDS_BEFORE = 10;
    private static final int SECONDS_AFTER = 25;

    private ReconnectStorm() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try (QueryAlone hub = new QueryAlone(Files.createTempDirectory("storm"))) {
            hub.start();
            HourlyValues values = new HourlyValues(hub);
            List<Area> communes = values.communes();
            long epoch = System.nanoTime();
            String all = "/v1/live?indicator=" + QueryAlone.INDICATOR;
            try (LiveCrowd steady = new LiveCrowd(QueryAlone.QUERY_PORT, paths(STEADY, all), epoch)) {
                LiveCrowd warmsUp = new LiveCrowd(
                        QueryAlone.QUERY_PORT, pages(communes, all).subList(0, 1_000), epoch);
                TimeUnit.SECONDS.sleep(5);
                warmsUp.close();
                CompletableFuture<Void> updates =
                        CompletableFuture.runAsync(() -> publish(hub, values, epoch, SECONDS_BEFORE + SECONDS_AFTER));
                TimeUnit.SECONDS.sleep(SECONDS_BEFORE);
                String first = steady.firstId();
                long received = steady.received();
                System.out.printf(Locale.ROOT, "before: %d readers, %s%n", STEADY, steady.times());
                steady.reset();
                long storm = System.nanoTime();
                LiveCrowd back = new LiveCrowd(QueryAlone.QUERY_PORT, pages(communes, all), epoch, first);
                updates.join();
                long expected = expected(communes.size());
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (back.received() < expected && System.nanoTime() < until) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%,d of %,d pages receive events again after %.1f s, each was %d updates behind; they received %,d of %,d frames, all after %.1f s%n",
                        back.served(),
                        PAGES,
                        (back.lastServed() - storm) / 1e9,
                        received / STEADY - 1,
                        back.received(),
                        expected,
                        (System.nanoTime() - storm) / 1e9);
                System.out.printf(
                        Locale.ROOT,
                        "meanwhile: %d readers that stayed, %d updates/s, published to received %s%n",
                        STEADY,
                        UPDATES_PER_SECOND,
                        steady.times());
                back.close();
            }
        }
        System.exit(0);
    }

    /** Returns the paths of the pages. One in ten watches all communes, the others one each. */
    private static List<String> pages(List<Area> communes, String all) {
        List<String> paths = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            paths.add(
                    page < PAGES / 10
                            ? all
                            : "/v1/live?area="
                                    + communes.get(page % communes.size()).code());
        }
        return paths;
    }

    /** Returns the number of updates after the first, summed over the pages that watch them. */
    private static long expected(int communes) {
        long frames = 0;
        for (int update = 1; update < (SECONDS_BEFORE + SECONDS_AFTER) * UPDATES_PER_SECOND; update++) {
            frames += PAGES / 10;
            for (int page = PAGES / 10; page < PAGES; page++) {
                frames += page % communes == update % communes ? 1 : 0;
            }
        }
        return frames;
    }

    private static List<String> paths(int readers, String path) {
        return new ArrayList<>(java.util.Collections.nCopies(readers, path));
    }

    private static void publish(QueryAlone hub, HourlyValues values, long epoch, int seconds) {
        List<Area> communes = values.communes();
        long begin = System.nanoTime();
        for (int i = 0; i < seconds * UPDATES_PER_SECOND; i++) {
            LockSupport.parkNanos(begin + i * 1_000_000_000L / UPDATES_PER_SECOND - System.nanoTime());
            Area area = communes.get(i % communes.size());
            hub.publish(
                    area.id(),
                    values.thisHour(),
                    (System.nanoTime() - epoch) / LiveCrowd.UNIT_NANOS,
                    2 + i,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
            hub.flush();
        }
    }
}
