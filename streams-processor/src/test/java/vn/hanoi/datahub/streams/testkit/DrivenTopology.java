package vn.hanoi.datahub.streams.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * A topology without a broker, by a clock of the test's own. The only place where tests open a driver, so that after
 * each of them it is known that the driver and its stores are closed and that every record of every output topic was
 * read, or declared as not looked at.
 */
public final class DrivenTopology implements Opened {

    private static final int SHOWN = 3;

    private final String name;
    private final TopologyTestDriver driver;
    private final Map<String, StateStore> stores;
    private final Map<String, TestOutputTopic<?, ?>> outputs = new HashMap<>();
    private final Set<String> notLookedAt = new HashSet<>();
    private final List<String> unread = new ArrayList<>();
    private Instant clock;
    private boolean isClosed;

    private DrivenTopology(String name, Path state, Topology topology, Instant start) {
        this.name = name;
        this.driver = new TopologyTestDriver(topology, config(name, state), start);
        this.stores = driver.getAllStateStores();
        PlainTopicNames.of(driver);
        this.clock = start;
    }

    /**
     * Opens a driver.
     *
     * @param name its application id
     * @param state a folder for its stores
     * @param start where its clock stands
     */
    public static DrivenTopology open(String name, Path state, Topology topology, Instant start) {
        DrivenTopology driven = new DrivenTopology(name, state, topology, start);
        try {
            TopologyInvariants.watch(driven);
        } catch (IllegalStateException e) {
            driven.close();
            throw e;
        }
        return driven;
    }

    private static Properties config(String name, Path state) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // As in operation; otherwise the driver describes every empty input topic for every record.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        return config;
    }

    /** An input topic of bytes. */
    public TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An input topic of what its schemas say. */
    public <K, V> TestInputTopic<K, V> input(Topic<K, V> topic, Registry registry) {
        return driver.createInputTopic(topic.name(), registry.serializer(true), registry.serializer(false));
    }

    /** An output topic of bytes. */
    public TestOutputTopic<byte[], byte[]> output(String topic) {
        return remembered(
                topic, driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** An output topic of what its schemas say. */
    public <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic, Registry registry) {
        return remembered(
                topic.name(),
                driver.createOutputTopic(
                        topic.name(), registry.deserializer(topic.key()), registry.deserializer(topic.value())));
    }

    private <K, V> TestOutputTopic<K, V> remembered(String topic, TestOutputTopic<K, V> output) {
        outputs.put(topic, output);
        return output;
    }

    /** Returns a store by its name. */
    public <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** Declares that nobody reads an output topic. */
    public void notLookedAt(String topic) {
        notLookedAt.add(topic);
    }

    /** Lets time pass. */
    public void passes(Duration time) {
        driver.advanceWallClockTime(time);
        clock = clock.plus(time);
    }

    /** Where the clock stands. */
    public Instant clock() {
        return clock;
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (String topic : new TreeSet<>(driver.producedTopicNames())) {
            boolean isInternal = topic.startsWith(name + "-");
            if (!isInternal && !notLookedAt.contains(topic)) {
                noteUnread(topic);
            }
        }
        driver.close();
    }

    private void noteUnread(String topic) {
        TestOutputTopic<?, ?> output = outputs.containsKey(topic) ? outputs.get(topic) : output(topic);
        List<String> records = output.readRecordsToList().stream()
                .map(record -> shown(record.key()) + " " + shown(record.value()))
                .toList();
        if (!records.isEmpty()) {
            unread.add(name + ": " + records.size() + " of the records of " + topic + " were never read: "
                    + String.join("; ", records.subList(0, Math.min(SHOWN, records.size())))
                    + (records.size() > SHOWN ? "; …" : ""));
        }
    }

    private static String shown(Object part) {
        return part instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(part);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!isClosed) {
            problems.add(name + ": the driver was left open");
            close();
        }
        problems.addAll(unread);
        stores.forEach((store, open) -> {
            if (open.isOpen()) {
                problems.add(name + ": the store " + store + " was left open");
            }
        });
        return problems;
    }
}
