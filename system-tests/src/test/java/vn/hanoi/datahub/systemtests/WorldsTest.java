package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.topology.HubTopology;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Random city worlds through the front door and the whole topology, against an oracle that was written from the contract alone. */
class WorldsTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    @TempDir
    private Path state;

    static Oracle oracle() {
        return new Oracle((code, day) ->
                CATALOGUE.areas().lineage(code, day).stream().map(Area::code).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void valuesAndOutcomesEqualTheOracles(long seed) {
        Oracle oracle = oracle();
        HubValues hub = new HubValues(CATALOGUE);

        List<ObjectNode> events = World.events(seed, 600);
        events.forEach(oracle::accept);
        run(seed, events, hub);

        hub.assertEqualTo(oracle);
    }

    private void run(long seed, List<ObjectNode> events, HubValues hub) {
        String url = "mock://world-" + seed;
        Registry registry = Registry.at(url);
        Provisioning.registerSchemas(Registry.client(url), Topics.of(CATALOGUE));
        Serializer<String> keys = registry.serializer(true);
        Serializer<GenericRecord> data = registry.serializer(false);
        Door door = new Door(CATALOGUE, Duration.ZERO);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "world-" + seed);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        try (TopologyTestDriver driver =
                new TopologyTestDriver(new HubTopology(CATALOGUE, registry, 1).build(), config)) {
            Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
            for (ObjectNode json : events) {
                Admission.Admitted admitted = admitted(door, json);
                Topic topic = Topics.of(admitted.type(), CATALOGUE.schema(admitted.type()));
                inputs.computeIfAbsent(
                                topic.name(),
                                name -> driver.createInputTopic(
                                        name, new ByteArraySerializer(), new ByteArraySerializer()))
                        .pipeInput(new TestRecord<>(
                                keys.serialize(topic.name(), admitted.event().subject()),
                                data.serialize(topic.name(), admitted.data()),
                                EventHeaders.of(admitted.event()),
                                Instant.parse("2026-01-01T00:00:00Z")));
            }
            driver.createOutputTopic(
                            Topics.INDICATOR_VALUE.name(),
                            registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                            registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))
                    .readRecordsToList()
                    .forEach(record -> hub.put(record.key(), record.value()));
        }
    }

    private static Admission.Admitted admitted(Door door, ObjectNode json) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!property.getKey().equals("data")) {
                attributes.put(property.getKey(), property.getValue().asString());
            }
        }
        String agency = Objects.requireNonNull(Event.agencyOf(json.get("source").asString()));
        Admission admission = door.admit(
                new Submission(attributes, json.get("data")),
                CATALOGUE.findAgency(agency).orElseThrow(),
                Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(admission).as(json.toString()).isInstanceOf(Admission.Admitted.class);
        return (Admission.Admitted) admission;
    }
}
