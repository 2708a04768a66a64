package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * A live reader whose line is cut again and again, and whose server is started anew twice, has in the end seen every
 * revision, and none twice.
 */
class LiveResumeIT {

    private static final long SEED = 20261121;
    private static final int CUTS = Integer.getInteger("cuts", 60);
    private static final String AREA = "00634";
    private static final String INDICATOR = "dg.tthc_dossiers_online";

    private final RunningHub hub = RunningHub.get();
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();
    private String last = "";
    private int resyncs;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void seesEveryRevisionOnce() throws Exception {
        Random random = new Random(SEED);
        try (OwnQueryService service = new OwnQueryService(hub, "jdbc:duckdb:" + folder.resolve("values.duckdb"))) {
            AtomicBoolean enough = new AtomicBoolean();
            read(service, 4, () -> send(0)); // day, month, quarter, year; from here on, by the id it saw
            seen.clear();
            Map<TopicPartition, Long> from = position();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                for (int i = 1; !enough.get(); i++) {
                    send(i);
                }
            });

            try {
                for (int cut = 0; cut < CUTS; cut++) {
                    read(service, 1 + random.nextInt(5), () -> {});
                    if (cut == CUTS / 3 || cut == 2 * CUTS / 3) {
                        service.close();
                        service.start();
                    }
                }
            } finally {
                enough.set(true); // or it would go on beside all tests that follow
            }
            sender.join();
            Map<String, Integer> published = new TreeMap<>();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                int before = published.size();
                published.clear();
                published.putAll(published(from));
                assertThat(published).hasSize(before).isNotEmpty();
            });
            readTheRest(service, published.size());

            assertThat(resyncs).isZero();
            assertThat(seen).as("seed " + SEED).isEqualTo(published);
        }
    }

    private void send(int number) {
        String dossier = FrontDoorIT.dossier(
                "resume-" + number,
                "resume-" + number % 41,
                "2025-08-10T10:00:00+07:00",
                AREA,
                number % 2 == 0 ? "COUNTER" : "ONLINE_FULL");
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", dossier).status())
                .isEqualTo(202);
    }

    /** Reads so many frames after the last one seen, then cuts the line without a word. */
    private void read(OwnQueryService service, int frames, Runnable whenOpen) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(service.url("/v1/live?indicator=" + INDICATOR + "&area=" + AREA)));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        try (InputStream line = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader reader = new BufferedReader(new InputStreamReader(line, StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).isEqualTo(":connected");
            whenOpen.run();
            for (int read = 0; read < frames; ) {
                String text = reader.readLine();
                if (text.startsWith("id:")) {
                    last = text.substring(3);
                } else if (text.equals("event:resync")) {
                    resyncs++;
                } else if (text.startsWith("data:")) {
                    JsonNode row = json.readTree(text.substring(5));
                    seen.merge(row.path("period").asString() + "#" + row.path("revision"), 1, Integer::sum);
                    read++;
                }
            }
        }
    }

    /** As long as it takes, but not for ever: what is missing then shall be told, not waited for. */
    private void readTheRest(OwnQueryService service, int revisions) throws Exception {
        try {
            CompletableFuture.runAsync(() -> {
                        try {
                            read(service, revisions - seen.size(), () -> {});
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
        } catch (TimeoutException missing) {
            System.out.println("not all revisions came to the live reader");
        }
    }

    private Map<TopicPartition, Long> position() {
        try (KafkaConsumer<IndicatorRowKey, IndicatorRow> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer));
        }
    }

    private Map<String, Integer> published(Map<TopicPartition, Long> from) {
        Map<String, Integer> published = new TreeMap<>();
        try (KafkaConsumer<IndicatorRowKey, IndicatorRow> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            from.forEach(consumer::seek);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
                for (ConsumerRecord<IndicatorRowKey, IndicatorRow> record : consumer.poll(Duration.ofMillis(200))) {
                    IndicatorRowKey key = record.key();
                    if (key.getIndicator().equals(INDICATOR) && key.getArea().equals(AREA)) {
                        record.value().getParts().stream()
                                .filter(part -> part.getDimension().isEmpty())
                                .forEach(part ->
                                        published.merge(key.getPeriod() + "#" + part.getRevision(), 1, Integer::sum));
                    }
                }
            }
        }
        return published;
    }

    private KafkaConsumer<IndicatorRowKey, IndicatorRow> consumer() {
        Registry registry = Registry.at(hub.settings.registryUrl());
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", hub.settings.kafka(), "isolation.level", "read_committed"),
                registry.<IndicatorRowKey>deserializer(Topics.INDICATOR_REVISION.key()),
                registry.<IndicatorRow>deserializer(Topics.INDICATOR_REVISION.value()));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return new ArrayList<>(consumer.partitionsFor(Topics.INDICATOR_REVISION.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }
}
