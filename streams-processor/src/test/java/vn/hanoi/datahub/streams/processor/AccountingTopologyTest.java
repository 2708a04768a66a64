package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * The second count of the log: by agency, type, day and partition, of events and of refusals; and what is past its
 * retention goes.
 */
class AccountingTopologyTest {

    private static final String REGISTRY = "mock://accounting";

    /** 23:30 in Hà Nội. */
    private static final Instant START = Instant.parse("2025-09-10T16:30:00Z");

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private TestInputTopic<byte[], byte[]> tasks;
    private TestInputTopic<String, DeadLetter> letters;
    private TestOutputTopic<String, LogCount> counts;
    private TestOutputTopic<String, ReportedPeriod> periods;

    @BeforeEach
    void start() {
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        Provisioning.registerSchemas(Registry.client(REGISTRY), Topics.of(catalogue));
        Registry registry = Registry.at(REGISTRY);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "accounting");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                new AccountingTopology(catalogue, registry).build(StateStores.inMemory()), config, START);
        events = driver.createInputTopic(
                "hanoi.air-observation.v1", new ByteArraySerializer(), new ByteArraySerializer());
        tasks = driver.createInputTopic("hanoi.plan-task.v1", new ByteArraySerializer(), new ByteArraySerializer());
        periods = driver.createOutputTopic(
                Topics.REPORTED_PERIOD.name(),
                Topics.REPORTED_PERIOD.keys(registry).deserializer(),
                Topics.REPORTED_PERIOD.values(registry).deserializer());
        letters = driver.createInputTopic(
                Topics.DEAD_LETTER.name(),
                Topics.DEAD_LETTER.keys(registry).serializer(),
                Topics.DEAD_LETTER.values(registry).serializer());
        counts = driver.createOutputTopic(
                Topics.LOG_COUNT.name(),
                Topics.LOG_COUNT.keys(registry).deserializer(),
                Topics.LOG_COUNT.values(registry).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void event(Instant at) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_source", "urn:hanoi:agency:H26.NNMT".getBytes(StandardCharsets.UTF_8));
        events.pipeInput(new TestRecord<>(new byte[] {1}, new byte[] {2}, headers, at));
    }

    private void refusal(Stage stage, Instant at) {
        letters.pipeInput(
                "H26.NNMT",
                DeadLetter.newBuilder()
                        .setStage(stage)
                        .setReason("unknown-area")
                        .setDetail("")
                        .setAgency("H26.NNMT")
                        .setType("vn.hanoi.air-observation")
                        .setRecordedAt(at)
                        .build());
    }

    /** The newest of each key, and null where it was removed. */
    private Map<String, LogCount> published() {
        Map<String, LogCount> newest = new TreeMap<>();
        for (KeyValue<String, LogCount> count : counts.readKeyValuesToList()) {
            newest.put(count.key, count.value);
        }
        return newest;
    }

    @Test
    void countsEventsByTheDayOnWhichTheLogTookThem() {
        event(START);
        event(START.plus(Duration.ofMinutes(29)));
        event(START.plus(Duration.ofMinutes(31)));

        Map<String, LogCount> published = published();
        assertThat(published.keySet())
                .containsExactly("2025-09-10/H26.NNMT/air-observation/0", "2025-09-11/H26.NNMT/air-observation/0");
        LogCount first = published.get("2025-09-10/H26.NNMT/air-observation/0");
        assertThat(first.getEvents()).isEqualTo(2);
        assertThat(first.getHours()).isEqualTo(1 << 23);
        assertThat(first.getLastOffset()).isEqualTo(1);
        assertThat(published.get("2025-09-11/H26.NNMT/air-observation/0").getHours())
                .isEqualTo(1);
    }

    @Test
    void countsRefusalsAtTheDoorByTheirReason_andNoOthers() {
        refusal(Stage.INGEST, START);
        refusal(Stage.INGEST, START);
        refusal(Stage.PROCESSOR, START);

        Map<String, LogCount> published = published();
        assertThat(published.keySet()).containsExactly("2025-09-10/H26.NNMT/air-observation/0/unknown-area");
        assertThat(published.values().iterator().next().getEvents()).isEqualTo(2);
    }

    @Test
    void removesADayOnceItIsPastItsRetention_fromTheStoreAndFromTheTopic() {
        event(START);
        event(START.plus(Duration.ofDays(1)));
        published();

        driver.advanceWallClockTime(Topic.THIRTEEN_MONTHS.plusHours(1));

        assertThat(published())
                .containsOnlyKeys("2025-09-10/H26.NNMT/air-observation/0")
                .containsValue(null);
        assertThat(kept()).containsExactly("2025-09-11/H26.NNMT/air-observation/0");
        driver.advanceWallClockTime(Duration.ofDays(1));
        assertThat(kept()).isEmpty();
    }

    private void report(String agency, String eventTime, Instant acceptedAt, boolean isRetraction) {
        Event event = new Event(
                "plan-task",
                "urn:hanoi:agency:" + agency,
                "t1",
                "id",
                Instant.parse(eventTime),
                0,
                isRetraction ? Operation.RETRACT : Operation.UPSERT,
                null);
        tasks.pipeInput(new TestRecord<>(
                "t1".getBytes(StandardCharsets.UTF_8),
                isRetraction ? null : task(),
                EventHeaders.of(event),
                acceptedAt));
    }

    private byte[] task() {
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        Schema schema = catalogue.schema(catalogue.findType("plan-task").orElseThrow());
        GenericRecordBuilder task = new GenericRecordBuilder(schema);
        schema.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .forEach(field -> task.set(field, value(field.schema())));
        return Registry.at(REGISTRY).<GenericRecord>serializer(false).serialize("hanoi.plan-task.v1", task.build());
    }

    private static Object value(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> "x";
            case INT -> 1;
            case LONG -> 1L;
            case DOUBLE -> 1.0;
            case BOOLEAN -> true;
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
            default -> throw new IllegalStateException(schema.toString());
        };
    }

    private Map<String, ReportedPeriod> reported() {
        Map<String, ReportedPeriod> newest = new TreeMap<>();
        periods.readKeyValuesToList().forEach(period -> newest.put(period.key, period.value));
        return newest;
    }

    private static final Instant MARCH = Instant.parse("2026-03-16T02:00:00Z");

    /** 14 March 23:59 and 15 March 00:00 in Hà Nội. */
    @Test
    void recordsWhenAPeriodWasFirstReported_whateverComesAgain() {
        report("H26.VP", "2026-03-14T16:59:59Z", MARCH, false);
        report("H26.VP", "2026-03-14T16:59:59Z", MARCH.plusSeconds(60), false);
        report("H26.VP", "2026-03-14T17:00:00Z", MARCH.plusSeconds(90), false);

        Map<String, ReportedPeriod> reported = reported();
        assertThat(reported)
                .containsOnlyKeys(
                        "2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0",
                        "2026-04-14/H26.VP/plan-task/2026-04@nd-09-2019/0");
        ReportedPeriod march = reported.get("2026-03-14/H26.VP/plan-task/2026-03@nd-09-2019/0");
        assertThat(march.getFirstAt()).isEqualTo(MARCH);
        assertThat(march.getLastAt()).isEqualTo(MARCH.plusSeconds(60));
        assertThat(march.getEvents()).isEqualTo(2);
    }

    @Test
    void aRetractionAnUnknownAgencyAndAPeriodOfLongAgoOrLaterAreNoReports() {
        report("H26.VP", "2026-03-14T00:00:00Z", MARCH, true);
        report("H26.NOBODY", "2026-03-14T00:00:00Z", MARCH, false);
        report("H26.VP", "2025-01-14T00:00:00Z", MARCH, false);
        report("H26.VP", "2026-04-15T00:00:00Z", MARCH, false);
        tasks.pipeInput(new TestRecord<>(new byte[] {1}, new byte[] {2}, new RecordHeaders(), MARCH));

        assertThat(reported()).isEmpty();
    }

    @Test
    void removesAPeriodThirteenMonthsAfterItsEnd() {
        report("H26.VP", "2025-09-01T00:00:00Z", START, false);
        reported();

        driver.advanceWallClockTime(Topic.THIRTEEN_MONTHS);
        assertThat(reported()).isEmpty();
        driver.advanceWallClockTime(Duration.ofDays(5));
        assertThat(reported())
                .containsOnlyKeys("2025-09-14/H26.VP/plan-task/2025-09@nd-09-2019/0")
                .containsValue(null);
    }

    private List<String> kept() {
        List<String> keys = new java.util.ArrayList<>();
        try (var all =
                driver.<String, LogCount>getKeyValueStore("accounting-accepted").all()) {
            all.forEachRemaining(count -> keys.add(count.key));
        }
        return keys;
    }
}
