package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;
import vn.hanoi.datahub.worldtests.World;

/** What a reader sees of the hub: values, tables, live updates, and the topics themselves. */
class ReadersSideIT {

    private static final String ONE = "application/cloudevents+json";

    /** A topic of its own for the poison, which no deserializer can read. */
    private static final String POISONED = "hanoi.inspection.v1";

    private final RunningHub hub = RunningHub.get();

    private void dossier(String id, String area) {
        assertThat(hub.post(
                                "H26.HCC",
                                ONE,
                                FrontDoorIT.dossier(id, id, "2025-08-10T10:00:00+07:00", area, "ONLINE_FULL"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void namesItsIndicatorsAreasAndAgencies() {
        JsonNode indicators = hub.get("/v1/indicators").body().path("indicators");
        assertThat(indicators.size()).isEqualTo(68);
        assertThat(hub.get("/v1/indicators?pillar=de").body().path("indicators").size())
                .isEqualTo(7);
        assertThat(hub.get("/v1/indicators/dg.tthc_dossiers_online")
                        .body()
                        .path("name")
                        .path("vi")
                        .asString())
                .startsWith("Tỷ lệ hồ sơ");
        assertThat(hub.get("/v1/areas?on=2025-06-30").body().path("areas").size())
                .isEqualTo(557);
        assertThat(hub.get("/v1/areas?on=2025-07-01").body().path("areas").size())
                .isEqualTo(127);
        assertThat(hub.get("/v1/agencies").body().path("agencies").size()).isEqualTo(141);
        for (JsonNode agency : hub.get("/v1/agencies").body().path("agencies")) {
            assertThat(agency.path("areaSince").asString("-"))
                    .as(agency.path("code").asString())
                    .isEqualTo(agency.path("area").isNull() ? "-" : "2025-07-01");
        }
        assertThat(hub.get(hub.settings.queryUrl() + "/open-data/agencies.csv", "*/*")
                        .text())
                .contains("\nH26.X00166,", ",2025-07-01");
        assertThat(hub.get("/v1/scorecard?area=00004").body().path("areaName").asString())
                .isEqualTo("Phường Ba Đình");
    }

    /**
     * One question of each kind; which values cannot be asked for is ValuesQueryTest's, which news NewsFilterTest's.
     */
    @ParameterizedTest
    @CsvSource({
        "/v1/indicators/none, 404",
        "/v1/indicators/none/values, 404",
        "/v1/indicators/dg.tthc_on_time/values?area=77777, 400",
        "/v1/indicators/dg.tthc_on_time/values?offset=x, 400",
        "/v1/areas?on=today, 400",
        "/v1/live?area=77777, 400",
        "/v1/prometheus?level=street, 400",
        "/ngsi-ld/v1/entities, 400",
        "/ngsi-ld/v1/entities?type=KeyPerformanceIndicator&limit=1001, 400",
        "/ngsi-ld/v1/entities?type=KeyPerformanceIndicator&q=x, 400",
        "/ngsi-ld/v1/entities/urn:ngsi-ld:KeyPerformanceIndicator:hanoi:none:01, 404",
        "/ngsi-ld/v1/entities/x, 404",
        "/v1/reports/areas/77777.html?period=2025, 404",
        "/v1/reports/agencies/H26.NONE.xlsx?period=2025, 404",
        "/v1/reports/areas/00004.html?period=spring, 400",
        "/v1/reports/areas/00004.xlsx, 400",
        "/v1/nothing, 404"
    })
    void answersABadQuestionWithAProblem(String path, int status) {
        Answer answer = hub.get(hub.settings.queryUrl() + path, "*/*");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body().path("detail").asString()).isNotBlank();
    }

    @Test
    void givesTheSameValuesAsATable() {
        dossier("table", "00091");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.row("dg.tthc_on_time", "00091", "2025-08", "month")
                                .isMissingNode())
                        .isFalse());

        Answer csv = hub.get(
                hub.settings.queryUrl() + "/v1/indicators/dg.tthc_on_time/values?area=00091&period=month", "text/csv");

        assertThat(csv.type()).startsWith("text/csv");
        assertThat(csv.text().lines().skip(1).findFirst().orElseThrow())
                .startsWith("dg.tthc_on_time,%,00091,Phường Phú Thượng,2025-08,")
                .contains(",100.0,1,1,1,");
        assertThat(hub.get(
                                hub.settings.queryUrl()
                                        + "/v1/indicators/dg.tthc_on_time/values?area=00091&period=month&bom=true",
                                "text/csv")
                        .text())
                .isEqualTo("\uFEFF" + csv.text());
    }

    @Test
    void givesTheSameValuesOnTheMap_andSaysInAFewBytesThatNothingChanged() {
        dossier("map", "00160");
        String values = hub.settings.queryUrl()
                + "/v1/indicators/dg.tthc_on_time/values?level=commune&period=month&from=2025-08-01&to=2025-09-01";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(hub.get(values, "application/geo+json").text())
                                .contains("Phường Nghĩa Đô", "00160"));

        Answer map = hub.get(values, "application/geo+json");

        assertThat(map.type()).startsWith("application/geo+json");
        for (JsonNode feature : map.body().path("features")) {
            assertThat(feature.path("geometry").path("type").asString()).isEqualTo("Point");
            assertThat(feature.path("geometry").path("coordinates").path(0).asDouble())
                    .isBetween(105.2, 106.1);
            assertThat(feature.path("properties").path("period").asString()).isEqualTo("2025-08");
        }
        Answer json = hub.get(values, "*/*");
        assertThat(json.type()).startsWith("application/json");
        String past = hub.settings.queryUrl() + "/v1/areas?on=2025-06-30";
        String tag = hub.get(past, "*/*").headers().firstValue("ETag").orElseThrow();
        assertThat(hub.ask("GET", past, Map.of("If-None-Match", tag), "").status())
                .isEqualTo(304);
    }

    @Test
    void givesTheLatestValuesToPrometheus() {
        dossier("scraped", "00175");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(hub.get(hub.settings.queryUrl() + "/v1/prometheus?level=commune", "text/plain")
                                        .text())
                                .contains(
                                        "hub_indicator_value{area=\"00175\",area_name=\"Yên Hoà\",area_since=\"2025-07-01\",indicator=\"dg.tthc_on_time\",unit=\"%\"} 100.0"));
        assertThat(hub.get(hub.settings.queryUrl() + "/v1/prometheus", "application/openmetrics-text; version=1.0.0")
                        .text())
                .contains("hub_indicator_value{area=\"01\"", "# TYPE hub_indicator_target gauge")
                .endsWith("# EOF\n");
    }

    @Test
    void breaksDownByAgencyAndLevel() {
        dossier("by", "00136");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                hub.get("/v1/indicators/dg.tthc_on_time/values?area=00136&period=day&by=agency")
                                        .body()
                                        .path("values")
                                        .path(0)
                                        .path("by")
                                        .path("agency")
                                        .asString(""))
                        .isEqualTo("H26.HCC"));
        assertThat(hub.get(
                                "/v1/indicators/dg.tthc_on_time/values?level=commune&period=day&from=2025-08-10&to=2025-08-11")
                        .body()
                        .path("values")
                        .findValuesAsString("area"))
                .contains("00136")
                .doesNotContain("01");
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void liveUpdatesResumeWithoutLossOrRepeat() throws Exception {
        List<String> first = new ArrayList<>();
        try (BufferedReader live = live("/v1/live?indicator=dg.tthc_on_time&area=00118", null)) {
            assertThat(live.readLine()).startsWith(":");
            dossier("live-1", "00118");
            first.addAll(frames(live, 4));
        }
        dossier("live-2", "00118");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.row("dg.tthc_on_time", "00118", "2025", "year")
                                .path("denominator")
                                .asInt())
                        .isEqualTo(2));

        List<String> second;
        String last = id(first.get(first.size() - 1));
        try (BufferedReader live = live("/v1/live?indicator=dg.tthc_on_time&area=00118", last)) {
            live.readLine();
            second = frames(live, 4);
        }

        assertThat(first).allMatch(frame -> frame.contains("\"denominator\":1"));
        assertThat(second).allMatch(frame -> frame.contains("\"denominator\":2"));
        Set<String> ids = new HashSet<>();
        first.forEach(frame -> ids.add(id(frame)));
        second.forEach(frame -> ids.add(id(frame)));
        assertThat(ids).hasSize(8);
    }

    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void tellsAClientThatWasAwayTooLongToReadAnew() throws Exception {
        try (BufferedReader live = live("/v1/live", "0:-5.1:-5")) {
            dossier("resync", "00127");
            String line = live.readLine();
            while (!line.startsWith("event:")) {
                line = live.readLine();
            }
            assertThat(line).isEqualTo("event:resync");
        }
    }

    private BufferedReader live(String path, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.settings.queryUrl() + path));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private static List<String> frames(BufferedReader live, int count) throws IOException {
        List<String> frames = new ArrayList<>();
        StringBuilder frame = new StringBuilder();
        while (frames.size() < count) {
            String line = live.readLine();
            if (!line.isEmpty()) {
                frame.append(line).append('\n');
            } else if (frame.indexOf("event:value") >= 0) {
                frames.add(frame.toString());
                frame.setLength(0);
            } else {
                frame.setLength(0);
            }
        }
        return frames;
    }

    private static String id(String frame) {
        return frame.lines()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring(3);
    }

    @Test
    void everyTopicIsReadWithTheRegistrysAddressAlone() throws Exception {
        for (var event : World.events(99, 120)) {
            hub.post(
                    vn.hanoi.datahub.domain.event.Event.agencyOf(
                            event.get("source").asString()),
                    ONE,
                    event.toString());
        }
        hub.post("H26.HCC", ONE, FrontDoorIT.dossier("x", "x", "2025-08-10T10:00:00+07:00", "99999", "COUNTER"));
        Map<String, Object> registry = Map.of("schema.registry.url", hub.settings.registryUrl());
        KafkaAvroDeserializer keys = new KafkaAvroDeserializer();
        keys.configure(registry, true);
        KafkaAvroDeserializer values = new KafkaAvroDeserializer();
        values.configure(registry, false);

        Set<String> withTombstones = Topics.of(RunningHub.catalogue()).stream()
                .filter(topic ->
                        topic.retention().config().get("cleanup.policy").contains("compact"))
                .map(Topic::name)
                .collect(Collectors.toSet());
        Map<String, Integer> read = new HashMap<>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            read.clear();
            readAll(keys, values, record -> {
                if (record.value() != null || !withTombstones.contains(record.topic())) {
                    assertThat(record.value()).isInstanceOf(GenericRecord.class);
                }
                assertThat(record.key()).isNotNull();
                read.merge(record.topic(), 1, Integer::sum);
            });
            assertThat(read)
                    .containsKeys(
                            "hanoi.procedure-dossier.v1",
                            "hanoi.air-observation.v1",
                            "hanoi.statistic.v1",
                            "hanoi.indicator-value.v2",
                            "hanoi.indicator-revision.v2",
                            "hanoi.dead-letter.v1");
        });
    }

    /** One by one: all that the shared hub has published does not fit into memory. */
    private void readAll(
            KafkaAvroDeserializer keys,
            KafkaAvroDeserializer values,
            java.util.function.Consumer<ConsumerRecord<Object, Object>> each) {
        try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", hub.settings.kafka(), "isolation.level", "read_committed"), keys, values)) {
            List<TopicPartition> partitions = new ArrayList<>();
            Topics.of(RunningHub.catalogue()).stream()
                    .filter(topic -> !topic.name().equals(POISONED))
                    .forEach(topic -> consumer.partitionsFor(topic.name())
                            .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(to -> consumer.position(to.getKey()) < to.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    @Test
    void aPoisonedRecordGoesToTheDeadLetters_andTheNextOneCounts() throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> stranger = new KafkaProducer<>(
                Map.of("bootstrap.servers", hub.settings.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            stranger.send(new ProducerRecord<>(POISONED, new byte[] {1}, new byte[] {9, 9, 9}))
                    .get();
            stranger.send(new ProducerRecord<>(POISONED, new byte[] {1}, withoutAnEnd()))
                    .get();
        }
        dossier("after-poison", "00145");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(hub.row("dg.tthc_on_time", "00145", "2025-08", "month")
                            .path("denominator")
                            .asInt(0))
                    .isEqualTo(1);
            assertThat(hub.get("/v1/reconciliation?agency=-")
                            .body()
                            .path("accounts")
                            .path(0)
                            .path("rejected")
                            .asInt())
                    .isEqualTo(2);
        });
    }

    /**
     * A record of the registered schema whose first number never ends: what Avro says of it looks like a registry that
     * is away.
     */
    private byte[] withoutAnEnd() {
        int schema = hub.get(
                        hub.settings.registryUrl() + "/subjects/" + POISONED + "-value/versions/latest",
                        "application/json")
                .body()
                .path("id")
                .asInt();
        byte[] endless = new byte[10];
        Arrays.fill(endless, (byte) -1);
        return ByteBuffer.allocate(15).put((byte) 0).putInt(schema).put(endless).array();
    }

    @Test
    void describesItself() {
        for (String url : List.of(hub.settings.queryUrl(), hub.settings.ingestUrl())) {
            JsonNode openApi =
                    hub.get(url + "/openapi.json", "application/json").body();
            assertThat(openApi.path("openapi").asString()).startsWith("3.1");
            assertThat(openApi.path("paths").size()).isPositive();
            assertThat(hub.get(url + "/actuator/health/readiness", "application/json")
                            .body()
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
            assertThat(hub.get(url + "/actuator/prometheus", "text/plain").status())
                    .isEqualTo(200);
        }
        assertThat(hub.get(
                                "http://127.0.0.1:" + hub.settings.ports().processor() + "/actuator/health/readiness",
                                "application/json")
                        .status())
                .isEqualTo(200);
        assertThat(hub.get(hub.settings.queryUrl() + "/", "text/html").text()).contains("page/app.js");
    }
}
