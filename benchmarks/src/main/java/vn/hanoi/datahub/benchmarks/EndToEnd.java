package vn.hanoi.datahub.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.tools.ProducerPerformance;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;
import vn.hanoi.datahub.standalone.Hub;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;

/**
 * Measures the figures of the design in one run on one machine. Each is printed next to its baseline from the same run.
 * The number of events is fixed, and only the loopback interface is used.
 *
 * <p>{@code benchmarks/run}
 */
final class EndToEnd {

    private static final int EVENTS = 200_000;
    private static final int BATCH = 100;
    private static final int SINGLES = 20_000;
    private static final int CLIENTS = 8;
    private static final int RATE = 2_000;
    private static final int SECONDS = 20;
    private static final String TOPIC = "hanoi.procedure-dossier.v1";

    private final Path folder = Files.createTempDirectory("hub-benchmark");
    private final HttpClient http = HttpClient.newHttpClient();

    private EndToEnd() throws IOException {}

    public static void main(String[] args) throws Exception {
        QuietLog.begin();
        new EndToEnd().run();
        System.exit(0);
    }

    private void run() throws Exception {
        System.out.printf(
                "%s, %d cores, JDK %s%n",
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), Runtime.version());
        ingest();
        HubSettings settings = HubSettings.from(folder.resolve("hub"), System.getenv());
        try (Hub hub = Hub.start(settings, line -> {})) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
                admin.createTopics(List.of(new NewTopic("counts", Optional.of(2), Optional.empty())))
                        .all()
                        .get();
            }
            String key = Keys.read(settings.data()).of("H26.HCC");
            String url = settings.ingestUrl() + "/v1/events";
            line("batch ingest while all is folded", batches(url, key, "b", EVENTS), "", 0);
            awaitOutcomes(settings, key, EVENTS);
            line("single events while all is folded", singles(url, key, "s"), "", 0);
            awaitOutcomes(settings, key, EVENTS + SINGLES);
            latency(settings, key);
            awaitOutcomes(settings, key, EVENTS + SINGLES + RATE * SECONDS);
            Registry registry = Registry.at(settings.registryUrl());
            Schema schema = hub.catalogue()
                    .schema(hub.catalogue().findType("procedure-dossier").orElseThrow());
            double decode = decodeOnly(settings, registry, schema);
            line("decode-only consumer", decode, "", 0);
        }
        double hubFold = rebuild(settings);
        double hand = handWritten(settings);
        line("log to values, every indicator", hubFold, "hand-written, one indicator", hand);
    }

    /**
     * Compares the ingest service with a bridge that only forwards, and with Kafka's own producer, without any
     * consumers.
     */
    private void ingest() throws Exception {
        try (IngestAlone alone = new IngestAlone(folder.resolve("alone"), Map.of());
                JsonBridge bridge = new JsonBridge(alone.kafka(), "bridge")) {
            for (int round = 1; round <= 2; round++) { // the first round is the warm-up
                double hubBatch = batches(alone.events(), IngestAlone.KEY, "b" + round, EVENTS);
                double bridgeBatch = batches(bridge.url(), "", "b", EVENTS);
                double hubSingle = singles(alone.events(), IngestAlone.KEY, "s" + round);
                double bridgeSingle = singles(bridge.url(), "", "s");
                if (round == 2) {
                    line("batch ingest, 100 events each", hubBatch, "JSON bridge", bridgeBatch);
                    line("single-event ingest", hubSingle, "JSON bridge", bridgeSingle);
                }
            }
            int bytes = Dossiers.event("b1", 1).length();
            System.out.printf("ProducerPerformance, %d records of %d bytes:%n", EVENTS, bytes);
            ProducerPerformance.main(new String[] {
                "--topic",
                "perf",
                "--num-records",
                "" + EVENTS,
                "--record-size",
                "" + bytes,
                "--throughput",
                "-1",
                "--bootstrap-server",
                alone.kafka(),
                "--command-property",
                "acks=all",
                "--command-property",
                "compression.type=lz4"
            });
        }
    }

    private static void line(String what, double rate, String baseline, double baselineRate) {
        System.out.printf(Locale.ROOT, "%-34s %,10.0f /s", what, rate);
        if (baselineRate > 0) {
            System.out.printf(
                    Locale.ROOT, "   %-28s %,10.0f /s   ratio %.2f", baseline, baselineRate, rate / baselineRate);
        }
        System.out.println();
    }

    private double batches(String url, String key, String run, int events) throws InterruptedException {
        return load(
                        url,
                        key,
                        "application/cloudevents-batch+json",
                        events / BATCH,
                        batch -> Dossiers.batch(run, batch * BATCH, BATCH))
                * BATCH;
    }

    private double singles(String url, String key, String run) throws InterruptedException {
        return load(
                url,
                key,
                "application/cloudevents+json",
                SINGLES,
                number -> Dossiers.event(run, number).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the requests per second of eight clients; the bodies are created before the clock starts. */
    private double load(String url, String key, String type, int requests, IntFunction<byte[]> body)
            throws InterruptedException {
        byte[][] bodies = new byte[requests][];
        for (int i = 0; i < requests; i++) {
            bodies[i] = body.apply(i);
        }
        AtomicInteger next = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long from = System.nanoTime();
        for (int c = 0; c < CLIENTS; c++) {
            clients.execute(() -> {
                for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                    post(url, key, type, bodies[i]);
                }
            });
        }
        clients.shutdown();
        clients.awaitTermination(5, TimeUnit.MINUTES);
        return requests / seconds(from);
    }

    private void post(String url, String key, String type, byte[] body) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", type)
                                    .header("X-API-Key", key.isEmpty() ? "-" : key)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 202) {
                throw new IllegalStateException(url + " answered " + status);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static void awaitOutcomes(HubSettings settings, String key, long events) throws Exception {
        BatchClient client = new BatchClient(settings.ingestUrl(), settings.queryUrl(), key);
        await(() -> {
            try {
                return client.outcomes("H26.HCC", "procedure-dossier").applied() >= events;
            } catch (IOException | InterruptedException e) {
                return false;
            }
        });
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    /**
     * Measures the time from the request to the value on the wire: event n is visible with the first city value whose
     * denominator reaches it.
     */
    private void latency(HubSettings settings, String key) throws Exception {
        int total = RATE * SECONDS;
        long[] sentAt = new long[total];
        AtomicInteger sent = new AtomicInteger();
        Histogram histogram = new Histogram(60_000_000L, 3);
        HttpResponse<InputStream> live = http.send(
                HttpRequest.newBuilder(URI.create(settings.queryUrl() + "/v1/live?indicator=dg.tthc_on_time&area=01"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        int before = EVENTS + SINGLES;
        Thread reader = new Thread(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
                int visible = 0;
                for (String line = lines.readLine(); line != null && visible < total; line = lines.readLine()) {
                    int at = line.indexOf("\"period\":\"2025\"") < 0 ? -1 : line.indexOf("\"denominator\":");
                    if (at > 0) {
                        int reached = Integer.parseInt(line.substring(at + 14, line.indexOf(',', at))) - before;
                        long now = System.nanoTime();
                        for (; visible < Math.min(reached, sent.get()); visible++) {
                            histogram.recordValue(Math.max(0, (now - sentAt[visible]) / 1_000));
                        }
                    }
                }
            } catch (IOException e) {
                System.out.println("live: " + e);
            }
        });
        reader.start();
        long from = System.nanoTime();
        for (int i = 0; i < total; i += 20) {
            long due = from + i * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                Thread.sleep(1);
            }
            Arrays.fill(sentAt, i, i + 20, System.nanoTime());
            post(
                    settings.ingestUrl() + "/v1/events",
                    key,
                    "application/cloudevents-batch+json",
                    Dossiers.batch("l", i, 20));
            sent.set(i + 20);
        }
        reader.join(Duration.ofSeconds(30).toMillis());
        System.out.printf(
                Locale.ROOT,
                "sent to visible on SSE at %d events/s: p50 %.0f ms, p99 %.0f ms, max %.0f ms (%d of %d events)%n",
                RATE,
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getMaxValue() / 1e3,
                histogram.getTotalCount(),
                total);
    }

    private static double decodeOnly(HubSettings settings, Registry registry, Schema schema) {
        try (KafkaConsumer<byte[], GenericRecord> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.kafka(), "max.poll.records", 5_000),
                new ByteArrayDeserializer(),
                registry.genericDeserializer(schema))) {
            List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            long read = 0;
            long from = System.nanoTime();
            while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
                read += consumer.poll(Duration.ofMillis(200)).count();
            }
            return read / seconds(from);
        }
    }

    /** Measures a processor without state over the whole log: the time from its first commit to the last outcome. */
    private double rebuild(HubSettings settings) throws Exception {
        System.setProperty("hub.processor.application-id", "rebuild");
        try (Hub hub = Hub.start(settings, line -> {})) {
            long log = logSize(settings);
            long from = System.nanoTime();
            long start = position(settings, "rebuild");
            await(() -> position(settings, "rebuild") >= log);
            return (log - start) / seconds(from);
        } finally {
            System.clearProperty("hub.processor.application-id");
        }
    }

    private double handWritten(HubSettings settings) throws Exception {
        System.setProperty("hub.processor.application-id", "rebuild");
        try (Hub hub = Hub.start(settings, line -> {})) {
            Registry registry = Registry.at(settings.registryUrl());
            Schema schema = hub.catalogue()
                    .schema(hub.catalogue().findType("procedure-dossier").orElseThrow());
            long log = logSize(settings);
            KafkaStreams streams = HandWritten.start(
                    settings.kafka(),
                    registry,
                    schema,
                    TOPIC,
                    "counts",
                    folder.resolve("hand").toString());
            await(() -> position(settings, "hand-written") > 0);
            long from = System.nanoTime();
            long start = position(settings, "hand-written");
            await(() -> position(settings, "hand-written") >= log);
            double rate = (log - start) / seconds(from);
            HandWritten.close(streams);
            return rate;
        }
    }

    private static long logSize(HubSettings settings) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            return sum(new KafkaOffsets(admin, null)
                    .ends(List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1))));
        }
    }

    /** Returns how many events of the log a group has committed. */
    private static long position(HubSettings settings, String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.kafka()))) {
            return sum(new KafkaOffsets(admin, null).committed(group));
        } catch (KafkaException e) {
            return 0;
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .filter(offset -> offset.getKey().topic().equals(TOPIC))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
