package vn.hanoi.datahub.streams.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.CommitHook;
import vn.hanoi.datahub.streams.processor.ContributeProcessor;
import vn.hanoi.datahub.streams.processor.DefinitionActivation;
import vn.hanoi.datahub.streams.processor.PublishedRows;
import vn.hanoi.datahub.streams.processor.TallyProcessor;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Computes what events would change, without accepting them: runs the same topology again, over the stores of the
 * running one, and keeps all writes in an overlay that is discarded. So a dry run folds exactly as the hub does,
 * whatever the fold. The hub's own indicators (outcomes, freshness) are left out.
 */
final class DryRun {

    /** Positions of dry-run events start here, after every position in the log. */
    public static final long PLACES_FROM = 1L << 62;

    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);
    private static final String OF_THE_HUB_ITSELF = "hub.";
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final LiveStores live;
    private final ActiveDefinitions active;
    private final BooleanSupplier hasAllStores;
    private final Function<Function<String, KeyValueBytesStoreSupplier>, Topology> topology;
    private final Registry registry;
    private final InstantSource clock;
    private final Semaphore oneAtATime = new Semaphore(1);

    /**
     * @param hasAllStores whether the running topology has restored all its state, and every partition is on this
     *     instance
     * @param topology builds the running topology over other stores
     */
    public DryRun(
            LiveStores live,
            ActiveDefinitions active,
            BooleanSupplier hasAllStores,
            Function<Function<String, KeyValueBytesStoreSupplier>, Topology> topology,
            Registry registry,
            InstantSource clock) {
        this.live = live;
        this.active = active;
        this.hasAllStores = hasAllStores;
        this.topology = topology;
        this.registry = registry;
        this.clock = clock;
    }

    /** An event as its topic would store it. */
    public record Tried(String topic, byte[] key, byte @Nullable [] value, Headers headers) {}

    /**
     * A value that would change.
     *
     * @param from null where no value has been published
     */
    public record Change(
            IndicatorRowKey key, Slice part, @Nullable Shown from, Shown to) {}

    /** A value and the number of events behind it. */
    public record Shown(@Nullable Double value, long events) {}

    /** Thrown when no dry run is possible now; the message says why. */
    public static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String why) {
            super(why);
        }
    }

    /**
     * Returns the values that would change, in no particular order.
     *
     * @throws UnavailableException while another dry run is in progress, while stores are being restored or definitions
     *     counted, where several processors share the partitions, or when it takes too long
     * @throws IllegalArgumentException for anything that no topic of the hub could contain
     */
    public List<Change> of(List<Tried> events) throws InterruptedException {
        if (!oneAtATime.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new UnavailableException("another dry run is in progress");
        }
        try {
            if (!hasAllStores.getAsBoolean()) {
                throw new UnavailableException(
                        "the processor is still starting, or shares its partitions with other instances");
            } else if (!live.of(TallyProcessor.DEFINITIONS).stream().allMatch(DryRun::isSettled)) {
                throw new UnavailableException("definitions are still being counted");
            }
            return changes(events);
        } catch (StreamsException e) {
            LOG.error("a dry run failed", e);
            throw new UnavailableException("the dry run failed; the processor's log has the cause");
        } finally {
            oneAtATime.release();
        }
    }

    private static boolean isSettled(KeyValueStore<Bytes, byte[]> definitions) {
        try (KeyValueIterator<Bytes, byte[]> states = definitions.all()) {
            boolean some = states.hasNext();
            while (states.hasNext()) {
                if (!DefinitionActivation.isSettled(new String(states.next().value, StandardCharsets.UTF_8))) {
                    return false;
                }
            }
            return some;
        }
    }

    private List<Change> changes(List<Tried> events) {
        Map<String, OverlayStore> overlays = new HashMap<>();
        Map<IndicatorRowKey, IndicatorRow> last = new LinkedHashMap<>();
        Instant now = clock.instant();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                topology.apply(
                        name -> overlays.computeIfAbsent(name, this::overlay).supplier()),
                settings(),
                now)) {
            TestOutputTopic<IndicatorRowKey, IndicatorRow> values = driver.createOutputTopic(
                    Topics.INDICATOR_VALUE.name(),
                    registry.<IndicatorRowKey>deserializer(Topics.INDICATOR_VALUE.key()),
                    registry.<IndicatorRow>deserializer(Topics.INDICATOR_VALUE.value()));
            // The driver commits after each record; the hub combines what many events change.
            List<CommitHook> hooks = Stream.of(ContributeProcessor.COMMIT, TallyProcessor.COMMIT)
                    .map(hook -> (CommitHook) driver.getStateStore(hook))
                    .toList();
            hooks.forEach(CommitHook::pause);
            for (Tried event : events) {
                if (Duration.between(now, clock.instant()).compareTo(LONGEST) > 0) {
                    throw new UnavailableException("the dry run takes too long; try fewer events");
                }
                driver.createInputTopic(event.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                        .pipeInput(new TestRecord<>(event.key(), event.value(), event.headers(), now));
            }
            for (CommitHook hook : hooks) {
                hook.resume();
                driver.advanceWallClockTime(TallyProcessor.EVALUATION_STEP); // without work, no commit
            }
            values.readRecordsToList().forEach(record -> last.put(record.key(), record.value()));
        }
        OverlayStore cells = Objects.requireNonNull(overlays.get(TallyProcessor.CELLS));
        List<Change> changes = new ArrayList<>();
        last.forEach((key, row) -> {
            if (!key.getIndicator().startsWith(OF_THE_HUB_ITSELF)) {
                Map<Slice, Evaluation> before = PublishedRows.values(active, key, cells::below);
                row.getParts().forEach(part -> {
                    Slice slice = new Slice(part.getDimension(), part.getMember());
                    Evaluation was = before.get(slice);
                    Shown from = was == null ? null : new Shown(was.value(), was.events());
                    Shown to = new Shown(part.getValue(), part.getEvents());
                    if (!to.equals(from)) {
                        changes.add(new Change(key, slice, from, to));
                    }
                });
            }
        });
        return changes;
    }

    /**
     * Returns an overlay over the running stores. Cells that await evaluation there are left out: the dry run did not
     * change them.
     */
    private OverlayStore overlay(String name) {
        return new OverlayStore(name, name.equals(TallyProcessor.WAITING) ? List.of() : live.of(name));
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "trial");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        return settings;
    }
}
