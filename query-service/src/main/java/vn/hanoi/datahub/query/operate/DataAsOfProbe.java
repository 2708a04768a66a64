package vn.hanoi.datahub.query.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;

/**
 * Determines the moment up to which the values here reflect the log, and whether Kafka answers.
 *
 * <p>Each look records the ends of the event topics. Once the processor has passed these ends, and everything it had
 * published by then has arrived here, all events accepted before that look are in the values. Under a load that leaves
 * the processor no time to evaluate what it has counted, the moment is that of the oldest unevaluated events.
 */
final class DataAsOfProbe {

    private static final Logger LOG = LoggerFactory.getLogger(DataAsOfProbe.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Kafka is reported as down if it has not answered for this long. */
    private static final Duration AWAY_AFTER = Duration.ofSeconds(4);

    /**
     * Maximum number of looks kept, for at least ten minutes. If the processor is further behind than that, the
     * reported moment advances in steps.
     */
    private static final int MOST_LOOKS = 600;

    private record Look(Instant at, Map<TopicPartition, Long> ends) {}

    private final KafkaOffsets offsets;
    private final ProcessedEvents events;
    private final FollowedTopic<?, ?> values;
    private final Supplier<Optional<Instant>> waitingSince;
    private final InstantSource clock;

    private final Deque<Look> looks = new ArrayDeque<>();
    private Set<TopicPartition> eventPartitions = Set.of();
    private Set<TopicPartition> valuePartitions = Set.of();
    private volatile boolean isArriving;
    private volatile @Nullable Instant dataAsOf;
    private volatile @Nullable Instant heardAt;

    /**
     * @param values the feed of published values
     * @param waitingSince since when events that the processor has counted have been waiting for evaluation
     */
    public DataAsOfProbe(
            Admin admin,
            ProcessedEvents events,
            FollowedTopic<?, ?> values,
            Supplier<Optional<Instant>> waitingSince,
            InstantSource clock) {
        this.offsets = new KafkaOffsets(admin, PATIENCE);
        this.events = events;
        this.values = values;
        this.waitingSince = waitingSince;
        this.clock = clock;
    }

    /** Returns the moment before which everything accepted is in the values; null until it is known. */
    public @Nullable Instant dataAsOf() {
        return dataAsOf;
    }

    public boolean isKafkaUp() {
        Instant heard = heardAt;
        return heard != null && heard.plus(AWAY_AFTER).isAfter(clock.instant());
    }

    /** Returns whether all values that had been published when the service started have been read. */
    public boolean areValuesThere() {
        return values.isCaughtUp();
    }

    /** Looks once; takes as long as Kafka needs to answer, a few seconds at most. */
    public void look() {
        try {
            if (eventPartitions.isEmpty()) {
                Set<TopicPartition> ofEvents = offsets.partitions(events.topics());
                valuePartitions = offsets.partitions(List.of(values.topic().name()));
                eventPartitions = ofEvents;
            }
            Instant now = clock.instant();
            Map<TopicPartition, Long> ends = offsets.ends(eventPartitions);
            heardAt = clock.instant();
            if (looks.size() < MOST_LOOKS) {
                looks.addLast(new Look(now, ends));
            }
            Look passed = null;
            while (!looks.isEmpty() && events.havePassed(looks.getFirst().ends())) {
                passed = looks.removeFirst();
            }
            if (passed != null && !isArriving) {
                Instant at = evaluated(passed.at());
                Map<TopicPartition, Long> published = offsets.ends(valuePartitions);
                isArriving = true;
                values.whenPassed(published, () -> {
                    dataAsOf = at;
                    isArriving = false;
                });
            }
        } catch (KafkaException e) {
            LOG.debug("Kafka does not say where its topics end: {}", String.valueOf(e.getCause()));
        }
    }

    /** Returns the moment up to which the counted events have also been evaluated; it never goes back. */
    private Instant evaluated(Instant counted) {
        Instant waits = waitingSince.get().orElse(counted);
        Instant before = dataAsOf;
        Instant evaluated = waits.isBefore(counted) ? waits : counted;
        return before != null && before.isAfter(evaluated) ? before : evaluated;
    }
}
