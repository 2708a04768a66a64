package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.ingest.job.JobStore;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.query.history.Downsampling;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.HistoryWriter;
import vn.hanoi.datahub.query.history.Newest;
import vn.hanoi.datahub.query.history.TopicIds;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * Simulates three years, day by day: what 146 agencies leave in the mirrors of the services and in the history. Every
 * half year, it prints the memory and disk space used, and how long a start reads. The components are those of the
 * services; their clock is simulated.
 */
final class ThreeYears {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 3 * 365;
    private static final int AGENCIES = 146;
    private static final int TYPES = 6;
    private static final int PARTITIONS = 6;
    private static final int JOBS_A_DAY = 60;
    private static final int RECEIPTS_A_DAY = 20;
    private static final int STATIONS = 30;
    private static final int HOURS = 24;
    private static final int NEW_VERSION_EVERY = 200;
    private static final List<String> INDICATORS =
            List.of("dg.tthc_on_time", "dg.tthc_dossiers_online", "dg.mine", "air.pm25_mean");
    private static final TopicIds TOPIC = new TopicIds("simulated", null);
    private static final RecentWindow WINDOW = new RecentWindow(Duration.ofDays(35), Duration.ofDays(400));

    private final List<Area> areas =
            CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(FIRST);
    private final List<Feed> feeds = new ArrayList<>();
    private final LogCounts counts = new LogCounts();
    private final JobStore jobs = new JobStore();
    private final NewestByAgency<String> receipts = new NewestByAgency<>();
    private final ValueView view = new ValueView(WINDOW, this::now);
    private final Path folder = Files.createTempDirectory("three-years");
    private final HistoryDatabase database =
            HistoryDatabase.open("jdbc:duckdb:" + folder.resolve("values.duckdb"), "", "", "1GB");
    private final Newest newest = new Newest(database, WINDOW);
    private final HistoryWriter writer = new HistoryWriter(database, newest, Duration.ofHours(1), this::now);
    private final Downsampling downsampling = new Downsampling(database, Duration.ofHours(1));
    private LocalDate today = FIRST;
    private long offset;
    private long published;

    private ThreeYears() throws IOException {
        for (int agency = 0; agency < AGENCIES; agency++) {
            for (int type = 0; type < TYPES; type++) {
                feeds.add(new Feed("H26.X" + agency, "type-" + type));
            }
        }
        writer.positions(TOPIC, List.of(0));
    }

    private Instant now() {
        return today.atTime(23, 0).atZone(CityTime.ZONE).toInstant();
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        new ThreeYears().run();
        System.exit(0);
    }

    private void run() {
        System.out.println(
                "day   counts     jobs  values in memory  definition version   heap MB   history MB   start s   freshness of "
                        + feeds.size() + " feeds us   one day's counts us");
        for (int day = 1; day <= DAYS; day++) {
            today = FIRST.plusDays(day);
            int version = 1 + day / NEW_VERSION_EVERY;
            count(day);
            take(day);
            publish(version);
            forget(version);
            if (day % 182 == 0 || day == 1) {
                tell(day, version);
            }
        }
    }

    private void count(int day) {
        for (Feed feed : feeds) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                counts.put(new LogCounts.Entry(
                        copy(feed), today, partition, null, 100, 1 << 12, day * 100L, now(), now()));
            }
        }
    }

    /** Returns a copy with its own strings, as if read from a record. */
    private static Feed copy(Feed feed) {
        return new Feed(
                new String(feed.agency().toCharArray()), new String(feed.type().toCharArray()));
    }

    private void take(int day) {
        for (int job = 0; job < JOBS_A_DAY; job++) {
            FileJob done = FileJob.newBuilder()
                    .setId("job-" + day + "-" + job)
                    .setAgency("H26.X" + job)
                    .setType("type-0")
                    .setName("bao-cao-" + day + ".csv")
                    .setState(FileState.DONE)
                    .setDryRun(false)
                    .setBytes(1_000)
                    .setSha256("0".repeat(64))
                    .setMapping("")
                    .setReceivedAt(now())
                    .setChangedAt(now())
                    .setInstance("ingest-1")
                    .build();
            jobs.take(new ConsumerRecord<>("jobs", 0, offset++, done.getId(), done), true);
        }
        for (int agency = 0; agency < AGENCIES; agency++) {
            for (int receipt = 0; receipt < RECEIPTS_A_DAY; receipt++) {
                receipts.put("H26.X" + agency, now(), 0, offset++, "receipt " + offset);
            }
        }
    }

    /**
     * Publishes the day and its changes to the month, quarter and year, for every area, and the hours of some stations.
     */
    private void publish(int version) {
        List<Value> values = new ArrayList<>();
        for (String indicator : INDICATORS) {
            for (Area area : areas) {
                for (Granularity granularity :
                        List.of(Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR)) {
                    values.add(value(indicator, version, area, Period.containing(today, granularity)));
                }
            }
        }
        for (int station = 0; station < STATIONS; station++) {
            for (int hour = 0; hour < HOURS; hour++) {
                values.add(value(
                        "air.pm25_mean",
                        version,
                        areas.get(station + 1),
                        new Period(Granularity.HOUR, today.atTime(hour, 0))));
            }
        }
        if (!writer.write(values, Map.of(0, published), Map.of(0, published + values.size()))) {
            throw new IllegalStateException("nothing was written");
        }
        published += values.size();
        values.forEach(value -> view.put(value.row(), PublishedParts.of(List.of(value.part()))));
    }

    private Value value(String indicator, int version, Area area, Period period) {
        BigDecimal number = BigDecimal.valueOf(offset % 1_000);
        return new Value(
                new ValueKey(indicator, version, "", area.id(), "", period),
                number.doubleValue(),
                number,
                BigDecimal.TEN,
                10,
                1.0,
                today.toEpochDay(),
                now(),
                now(),
                false);
    }

    private void forget(int version) {
        Instant moment = now().minus(Topic.THIRTEEN_MONTHS);
        counts.forgetBefore(CityTime.dayOf(moment));
        jobs.forgetBefore(moment);
        view.trim(indicator -> version - 1);
        downsampling.run(now());
        newest.fold(now());
    }

    private void tell(int day, int version) {
        long fresh = micros(() -> feeds.stream()
                .map(feed -> counts.freshness().state(feed, Duration.ofHours(1), now()))
                .distinct()
                .count());
        long accounts =
                micros(() -> counts.of(today).mapToLong(LogCounts.Count::events).sum());
        int held = jobs.all().size();
        long heap = heap();
        ValueView another = new ValueView(WINDOW, this::now);
        long from = System.nanoTime();
        new History(database).recent(TOPIC, another::put);
        double start = (System.nanoTime() - from) / 1e9;
        if (another.size() != view.size()) {
            throw new IllegalStateException("a start reads " + another.size() + " values, not " + view.size());
        }
        System.out.printf(
                Locale.ROOT,
                "%4d %8d %8d %17d %19d %9d %12d %9.2f %30d %21d%n",
                day,
                counts.size(),
                held,
                view.size(),
                version,
                heap,
                disk() >> 20,
                start,
                fresh,
                accounts);
    }

    private long disk() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long micros(java.util.function.LongSupplier question) {
        long best = Long.MAX_VALUE;
        for (int look = 0; look < 20; look++) {
            long from = System.nanoTime();
            if (question.getAsLong() < 0) {
                throw new IllegalStateException();
            }
            best = Math.min(best, System.nanoTime() - from);
        }
        return best / 1_000;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
