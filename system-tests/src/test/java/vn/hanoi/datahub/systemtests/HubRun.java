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
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.topology.HubTopology;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** The door and the whole topology over a list of events, without a broker and with a clock that stands where the test wants it. */
final class HubRun {

    private HubRun() {}

    /**
     * Runs the topology over events that the door lets in, and reads what it published.
     *
     * @param start where the clock stands at first; it goes on to each event's time, and in the end to now
     */
    static HubValues of(
            String name, Path state, Catalogue catalogue, List<ObjectNode> events, Instant start, Instant now) {
        return of(name, state, catalogue, new Partitions(1, 1), events, start, now);
    }

    /** The same as one of several partitions, if there are more. */
    static HubValues of(
            String name,
            Path state,
            Catalogue catalogue,
            Partitions partitions,
            List<ObjectNode> events,
            Instant start,
            Instant now) {
        String url = "mock://" + name;
        Registry registry = Registry.at(url);
        Provisioning.registerSchemas(Registry.client(url), Topics.of(catalogue));
        Serializer<String> keys = registry.serializer(true);
        Serializer<GenericRecord> data = registry.serializer(false);
        Door door = new Door(catalogue, Duration.ZERO);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        HubValues hub = new HubValues();
        Instant clock = start;
        try (TopologyTestDriver driver = new TopologyTestDriver(
                new HubTopology(catalogue, registry, partitions, Stores::inMemoryKeyValueStore).build(),
                config,
                start)) {
            Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            for (ObjectNode json : events) {
                if (WorldsTest.time(json).isAfter(clock)) {
                    driver.advanceWallClockTime(Duration.between(clock, WorldsTest.time(json)));
                    clock = WorldsTest.time(json);
                }
                Admission.Admitted admitted = admitted(door, catalogue, json, now);
                Topic topic = Topics.of(admitted.type(), catalogue.schema(admitted.type()));
                inputs.computeIfAbsent(
                                topic.name(),
                                input -> driver.createInputTopic(
                                        input, new ByteArraySerializer(), new ByteArraySerializer()))
                        .pipeInput(new TestRecord<>(
                                keys.serialize(topic.name(), admitted.event().subject()),
                                data.serialize(topic.name(), admitted.data()),
                                EventHeaders.of(admitted.event()),
                                now));
            }
            driver.advanceWallClockTime(Duration.between(clock, now));
            driver.createOutputTopic(
                            Topics.INDICATOR_VALUE.name(),
                            registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                            registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))
                    .readRecordsToList()
                    .forEach(record -> hub.put(record.key(), record.value()));
        }
        return hub;
    }

    private static Admission.Admitted admitted(Door door, Catalogue catalogue, ObjectNode json, Instant now) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!property.getKey().equals("data")) {
                attributes.put(property.getKey(), property.getValue().asString());
            }
        }
        String agency = Objects.requireNonNull(Event.agencyOf(json.get("source").asString()));
        Admission admission = door.admit(
                new Submission(attributes, json.get("data")),
                catalogue.findAgency(agency).orElseThrow(),
                now);
        assertThat(admission).as(json.toString()).isInstanceOf(Admission.Admitted.class);
        return (Admission.Admitted) admission;
    }
}
