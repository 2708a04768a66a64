package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
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

    private static final int SIZE = 600;

    @TempDir
    private Path state;

    /** An oracle over the shipped registers. */
    static SqlOracle oracle(Instant now) throws Exception {
        Map<String, Set<String>> agencies = new HashMap<>();
        CATALOGUE.agencies().forEach(agency -> agencies.put(agency.code(), agency.types()));
        try (Reader areas = new InputStreamReader(
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/areas/areas.csv")),
                StandardCharsets.UTF_8)) {
            return new SqlOracle(areas, agencies, now);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void valuesAndOutcomesEqualTheOracles(long seed) throws Exception {
        List<ObjectNode> events = World.events(seed, SIZE);
        try (SqlOracle oracle = oracle(World.NOW)) {
            oracle.load(events);

            HubValues hub = run("world-" + seed, CATALOGUE, events, World.NOW);

            hub.assertEqualTo(oracle);
        }
    }

    @Test
    void worldsTogetherHaveAValueOfEveryIndicator() {
        TreeSet<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            seen.addAll(run("all-" + seed, CATALOGUE, World.events(seed, SIZE), World.NOW)
                    .indicators());
        }

        assertThat(seen)
                .containsAll(CATALOGUE.indicators().stream()
                        .map(IndicatorDefinition::id)
                        .filter(id -> !id.startsWith("hub."))
                        .toList());
    }

    /** The oracle is only worth something if it notices: a snapshot that adds up instead of taking the latest report. */
    @Test
    void aWrongFoldIsNoticed(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("indicators"));
        try (InputStream shipped = Objects.requireNonNull(
                Catalogue.class.getResourceAsStream("/catalogue/indicators/digital-economy.yaml"))) {
            String yaml = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    folder.resolve("indicators/digital-economy.yaml"),
                    yaml.replace("fold: snapshot", "fold: report-ratio"));
        }
        Catalogue wrong = CatalogueLoader.load(CatalogueFiles.in(folder));
        List<ObjectNode> events = World.events(1, SIZE);
        try (SqlOracle oracle = oracle(World.NOW)) {
            oracle.load(events);

            assertThat(run("wrong", wrong, events, World.NOW).differences(oracle))
                    .isNotEmpty()
                    .allMatch(difference -> difference.startsWith("de."));
        }
    }

    /**
     * Live, as it happens and with the clock going on; shuffled, with the clock jumping; and rebuilt from the log long after. Ties of time and reused ids are left
     * out: of those the log's own order decides.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6})
    void liveShuffledAndRebuiltGiveTheSameHash(long seed) {
        List<ObjectNode> events = withoutTies(World.events(seed, SIZE));
        List<ObjectNode> inTime = new ArrayList<>(events);
        inTime.sort(Comparator.comparing(WorldsTest::time));
        List<ObjectNode> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));

        HubValues rebuilt = run("rebuilt-" + seed, CATALOGUE, events, World.NOW);
        HubValues live = run("live-" + seed, CATALOGUE, inTime, time(inTime.get(0)));
        HubValues jumping = run("shuffled-" + seed, CATALOGUE, shuffled, time(inTime.get(inTime.size() / 2)));

        assertThat(rebuilt.size()).isGreaterThan(1_000);
        assertThat(live.hash()).isEqualTo(rebuilt.hash());
        assertThat(jumping.hash()).isEqualTo(rebuilt.hash());
    }

    private static Instant time(ObjectNode event) {
        return Instant.parse(event.get("time").asString());
    }

    private static List<ObjectNode> withoutTies(List<ObjectNode> events) {
        Set<String> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        return events.stream()
                .filter(event -> ids.add(event.get("type") + " " + event.get("id"))
                        && places.add(event.get("type") + " " + event.get("source") + " " + event.get("subject") + " "
                                + event.get("time")))
                .toList();
    }

    /**
     * Runs the topology over events that the door lets in, and reads what it published.
     *
     * @param start where the clock stands at first; it goes on to each event's time, and in the end to the world's now
     */
    private HubValues run(String name, Catalogue catalogue, List<ObjectNode> events, Instant start) {
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
                new HubTopology(catalogue, registry, 1, Stores::inMemoryKeyValueStore).build(), config, start)) {
            Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            for (ObjectNode json : events) {
                if (time(json).isAfter(clock)) {
                    driver.advanceWallClockTime(Duration.between(clock, time(json)));
                    clock = time(json);
                }
                Admission.Admitted admitted = admitted(door, catalogue, json);
                Topic topic = Topics.of(admitted.type(), catalogue.schema(admitted.type()));
                inputs.computeIfAbsent(
                                topic.name(),
                                input -> driver.createInputTopic(
                                        input, new ByteArraySerializer(), new ByteArraySerializer()))
                        .pipeInput(new TestRecord<>(
                                keys.serialize(topic.name(), admitted.event().subject()),
                                data.serialize(topic.name(), admitted.data()),
                                EventHeaders.of(admitted.event()),
                                World.NOW));
            }
            driver.advanceWallClockTime(Duration.between(clock, World.NOW));
            driver.createOutputTopic(
                            Topics.INDICATOR_VALUE.name(),
                            registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                            registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))
                    .readRecordsToList()
                    .forEach(record -> hub.put(record.key(), record.value()));
        }
        return hub;
    }

    private static Admission.Admitted admitted(Door door, Catalogue catalogue, ObjectNode json) {
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
                World.NOW);
        assertThat(admission).as(json.toString()).isInstanceOf(Admission.Admitted.class);
        return (Admission.Admitted) admission;
    }
}
