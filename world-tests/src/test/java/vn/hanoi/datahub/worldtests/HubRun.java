package vn.hanoi.datahub.worldtests;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Door;
import vn.hanoi.datahub.ingest.admission.Holds;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.topology.HubTopology;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** The door and the whole topology over a list of events, without a broker and with a clock that stands where the test wants it. */
public final class HubRun {

    private HubRun() {}

    /**
     * Runs the topology over events that the door lets in, and reads what it published.
     *
     * @param start where the clock stands at first; it goes on to each event's time, and in the end to now
     */
    static HubValues of(
            String name, Path state, Catalogue catalogue, List<ObjectNode> events, Instant start, Instant now) {
        Registry registry = registry(name, catalogue);
        HubTopology topology = new HubTopology(catalogue, registry, new Partitions(1, 1), StateStores.inMemory());
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.build(), config(name, state), start)) {
            Log log = new Log(driver, registry, catalogue, now);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            Instant clock = start;
            for (ObjectNode event : events) {
                if (World.time(event).isAfter(clock)) {
                    driver.advanceWallClockTime(Duration.between(clock, World.time(event)));
                    clock = World.time(event);
                }
                log.append(event);
            }
            driver.advanceWallClockTime(Duration.between(clock, now));
            return log.values();
        }
    }

    static Registry registry(String name, Catalogue catalogue) {
        String url = "mock://" + name;
        Provisioning.registerSchemas(Registry.client(url), Topics.of(catalogue));
        return Registry.at(url);
    }

    static Properties config(String name, Path state) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return config;
    }

    /** The log as the door fills it, and the values that come of it. */
    static final class Log {

        private final TopologyTestDriver driver;
        private final Registry registry;
        private final Catalogue catalogue;
        private final Instant now;
        private final Door door;
        private final Serializer<String> keys;
        private final Serializer<GenericRecord> data;
        private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();

        Log(TopologyTestDriver driver, Registry registry, Catalogue catalogue, Instant now) {
            this.driver = driver;
            this.registry = registry;
            this.catalogue = catalogue;
            this.now = now;
            this.door = new Door(catalogue, Duration.ZERO, new Holds());
            this.keys = registry.serializer(true);
            this.data = registry.serializer(false);
        }

        void append(ObjectNode event) {
            Admission.Admitted admitted = admitted(door, catalogue, event, now);
            Topic<?, ?> topic = Topics.of(admitted.type(), catalogue.schema(admitted.type()));
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

        HubValues values() {
            HubValues values = new HubValues();
            driver.createOutputTopic(
                            Topics.INDICATOR_VALUE.name(),
                            registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                            registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))
                    .readRecordsToList()
                    .forEach(record -> values.put(record.key(), record.value()));
            return values;
        }
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
