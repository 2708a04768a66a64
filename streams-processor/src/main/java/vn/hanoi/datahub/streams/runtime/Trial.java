package vn.hanoi.datahub.streams.runtime;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.PublishedCell;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * Says what events would change, without taking them: runs the very topology once more, over the running one's stores, with all it writes laid over them and thrown away.
 * So a trial folds exactly as the hub does, whatever the fold. What the hub counts of itself (outcomes, freshness) is left out.
 */
public final class Trial {

    /** The places of tried events lie behind all the log's. */
    public static final long PLACES_FROM = 1L << 62;

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final String OF_THE_HUB_ITSELF = "hub.";
    private static final long PATIENCE_SECONDS = 10;

    private final LiveStores live;
    private final int partitions;
    private final Function<Function<String, KeyValueBytesStoreSupplier>, Topology> topology;
    private final Registry registry;
    private final InstantSource clock;
    private final Semaphore oneAtATime = new Semaphore(1);

    /**
     * @param partitions of the shuffle; a trial needs all of them here
     * @param topology the running one's, over other stores
     */
    public Trial(
            LiveStores live,
            int partitions,
            Function<Function<String, KeyValueBytesStoreSupplier>, Topology> topology,
            Registry registry,
            InstantSource clock) {
        this.live = live;
        this.partitions = partitions;
        this.topology = topology;
        this.registry = registry;
        this.clock = clock;
    }

    /** An event as its topic would hold it. */
    public record Tried(String topic, byte[] key, byte @Nullable [] value, Headers headers) {}

    /**
     * A value that would change.
     *
     * @param from null where there is none
     */
    public record Change(IndicatorValueKey key, @Nullable Shown from, Shown to) {}

    /** A value and how many events are behind it. */
    public record Shown(@Nullable Double value, long events) {}

    /** There can be no trial now: the message says why. */
    public static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNowException(String why) {
            super(why);
        }
    }

    /**
     * The values that would change, in no order.
     *
     * @throws NotNowException while others are tried, while stores are being restored, or where several processors share them
     */
    public List<Change> of(List<Tried> events) throws InterruptedException {
        if (!oneAtATime.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new NotNowException("other events are being tried");
        }
        try {
            if (live.of(TallyProcessor.CELLS).size() != partitions) {
                throw new NotNowException("the processor is still starting, or shares its partitions with others");
            }
            return changes(events);
        } catch (StreamsException e) {
            LOG.error("events could not be tried", e);
            throw new NotNowException("the trial failed; the hub's operator finds the cause in the log");
        } finally {
            oneAtATime.release();
        }
    }

    private List<Change> changes(List<Tried> events) {
        Map<IndicatorValueKey, IndicatorValue> last = new LinkedHashMap<>();
        try (TopologyTestDriver driver =
                new TopologyTestDriver(topology.apply(this::overlay), settings(), clock.instant())) {
            for (Tried event : events) {
                TestInputTopic<byte[], byte[]> topic =
                        driver.createInputTopic(event.topic(), new ByteArraySerializer(), new ByteArraySerializer());
                topic.pipeInput(new TestRecord<>(event.key(), event.value(), event.headers(), clock.instant()));
            }
            driver.createOutputTopic(
                            Topics.INDICATOR_VALUE.name(),
                            registry.<IndicatorValueKey>deserializer(Topics.INDICATOR_VALUE.key()),
                            registry.<IndicatorValue>deserializer(Topics.INDICATOR_VALUE.value()))
                    .readRecordsToList()
                    .forEach(record -> last.put(record.key(), record.value()));
        }
        List<Change> changes = new ArrayList<>();
        last.forEach((key, value) -> {
            Shown from = published(key);
            Shown to = new Shown(value.getValue(), value.getEvents());
            if (!key.getIndicator().startsWith(OF_THE_HUB_ITSELF) && !to.equals(from)) {
                changes.add(new Change(key, from, to));
            }
        });
        return changes;
    }

    /** What waits to be evaluated in the running one is none of the trial's doing. */
    private KeyValueBytesStoreSupplier overlay(String name) {
        return OverlayStore.supplier(name, name.equals(TallyProcessor.WAITING) ? List.of() : live.of(name));
    }

    private @Nullable Shown published(IndicatorValueKey key) {
        return PublishedCell.of(OverlayStore.first(live.of(TallyProcessor.CELLS), PublishedCell.key(key)))
                .map(cell -> new Shown(cell.getValue(), cell.getEvents()))
                .orElse(null);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "trial");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return settings;
    }
}
