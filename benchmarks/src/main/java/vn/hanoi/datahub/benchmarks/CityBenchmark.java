package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.standalone.Keys;

/**
 * Measures the load of a city from the ingest service to the readers, compared with a Flink SQL job and a hand-written
 * application over the same log. Options: {@code benchmarks/run}.
 */
final class CityBenchmark {

    private static final List<String> SIZES = List.of("20000", "200000");
    private static final int LOOK_SECONDS = 2;
    private static final Pattern FLINK = Pattern.compile("flink-core-([\\d.]+)\\.jar");

    private CityBenchmark() {}

    public static void main(String[] args) throws Exception {
        QuietLog.begin();
        Matcher flink = FLINK.matcher(System.getProperty("flink.classpath", ""));
        System.out.printf(
                Locale.ROOT,
                "%s, %d cores, load %.1f before, JDK %s, Flink %s%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version(),
                flink.find() ? flink.group(1) : "left out");
        boolean right = true;
        for (String size : args.length == 0 ? SIZES : Arrays.asList(args)) {
            for (String load : System.getProperty("load", "dossiers").split(",")) {
                CityRun run = run(load, Integer.parseInt(size));
                System.out.print(run.markdown());
                right &= run.flink() == null || run.isRight(run.flink().years());
            }
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean isOn(String part) {
        return !"off".equals(System.getProperty(part));
    }

    private static CityRun run(String kind, int events) throws Exception {
        CityLoad load = new CityLoad(events, kind.equals("all"));
        Path folder = Files.createTempDirectory("hub-city");
        try {
            if (isOn("hub")) {
                try (HubProcess hub = HubProcess.start(folder)) {
                    CityRun.HubRun own = hub(hub, load, events);
                    return beside(
                            kind,
                            load,
                            events,
                            own,
                            new Baseline(hub.settings().kafka(), hub.settings().registryUrl(), folder));
                }
            }
            try (IngestAlone alone = new IngestAlone(folder, Map.of())) {
                LoadSender door = new LoadSender(alone.url(), IngestAlone::key);
                say("the front door alone fills the log with %,d events", events);
                door.send(load);
                return beside(kind, load, events, null, new Baseline(alone.kafka(), alone.registryUrl(), folder));
            }
        } finally {
            delete(folder);
        }
    }

    private static CityRun.HubRun hub(HubProcess hub, CityLoad load, int events) throws Exception {
        Keys keys = Keys.read(hub.settings().data());
        LoadSender door = new LoadSender(hub.settings().ingestUrl(), keys::of);
        Settling settling = new Settling(hub, events, load.onTime());
        try (TopicSizes topics = new TopicSizes(hub.settings().kafka())) {
            double processorBefore = hub.processorSeconds();
            ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
            looks.scheduleAtFixedRate(() -> look(topics, door, events), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            say("the hub takes %,d events", events);
            long from = System.nanoTime();
            door.send(load);
            double accepted = (System.nanoTime() - from) / 1e9;
            Settling.Stages stages = settling.await(from);
            double processor = hub.processorSeconds() - processorBefore;
            looks.shutdown();
            return new CityRun.HubRun(
                    accepted,
                    stages,
                    door.sentAgain(),
                    hub.peakMegabytes(),
                    processor,
                    diskMegabytes(hub.settings().data()),
                    topics.byTopic(),
                    Published.of(hub.settings().kafka()));
        }
    }

    private static void look(TopicSizes topics, LoadSender door, int events) {
        try {
            topics.look();
            if (door.accepted() < events) {
                say("%,d of %,d accepted", door.accepted(), events);
            }
        } catch (ExecutionException | InterruptedException e) {
            say("Kafka does not tell its sizes: %s", e);
        }
    }

    private static CityRun beside(
            String kind, CityLoad load, int events, CityRun.@Nullable HubRun own, Baseline baseline) throws Exception {
        say("the other ways, over the same log");
        Baseline.Run hand = isOn("hand-written") ? baseline.handWritten() : null;
        String classpath = System.getProperty("flink.classpath", "");
        Baseline.Run flink = classpath.isEmpty() ? null : baseline.flink(classpath);
        return new CityRun(kind, events, load.dossiers(), load.onTime(), own, flink, hand);
    }

    /**
     * Returns the space that the files take on disk. Their length is misleading, because Kafka preallocates its
     * indexes.
     */
    private static long diskMegabytes(Path folder) throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-sk", folder.toString()).start();
        String told = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        du.waitFor();
        return Long.parseLong(told.split("\\s")[0]) / 1_024;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static void say(String what, Object... facts) {
        System.err.printf(Locale.ROOT, "  " + what + "%n", facts);
    }
}
