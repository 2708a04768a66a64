package vn.hanoi.datahub.query.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.query.feed.EventLog;
import vn.hanoi.datahub.query.feed.GroupProgress;

/**
 * Up to which moment the values here say what the log holds, and whether Kafka answers.
 *
 * <p>Each look notes where the topics of events end. Once the processor has passed a look's ends, and what it had
 * published by then has arrived here, all that was accepted before that look is in the values; but for what waits there
 * to be evaluated, under a load that leaves no time for it.
 */
final class DataAsOfProbe {

    private static final Logger LOG = LoggerFactory.getLogger(DataAsOfProbe.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Kafka is said to be away when it has not answered for so long. */
    private static final Duration AWAY_AFTER = Duration.ofSeconds(4);

    /** So many looks are remembered: ten minutes and more. A processor further behind than that is told of in steps. */
    private static final int MOST_LOOKS = 600;

    /** The marker that ends a transaction is read and never committed. */
    private static final int END_OF_TRANSACTION = 1;

    /** What the last place of a partition holds. */
    private record Last(long end, boolean isMarker) {}

    private record Look(Instant at, Map<TopicPartition, Long> ends) {}

    private final Admin admin;
    private final List<String> events;
    private final GroupProgress progress;
    private final FollowedTopic<?, ?> values;
    private final EventLog log;
    private final Supplier<Optional<Instant>> waitingSince;
    private final InstantSource clock;

    private final Map<TopicPartition, Last> lasts = new HashMap<>();
    private final Deque<Look> looks = new ArrayDeque<>();
    private Map<TopicPartition, OffsetSpec> eventPartitions = Map.of();
    private Map<TopicPartition, OffsetSpec> valuePartitions = Map.of();
    private volatile boolean isArriving;
    private volatile @Nullable Instant dataAsOf;
    private volatile @Nullable Instant heardAt;

    /**
     * @param events the topics of events
     * @param progress how far the processor has come
     * @param values the published values that arrive here
     * @param log says whether a place holds an event
     * @param waitingSince since when what the processor has counted waits to be evaluated
     */
    public DataAsOfProbe(
            Admin admin,
            List<String> events,
            GroupProgress progress,
            FollowedTopic<?, ?> values,
            EventLog log,
            Supplier<Optional<Instant>> waitingSince,
            InstantSource clock) {
        this.admin = admin;
        this.events = List.copyOf(events);
        this.values = values;
        this.progress = progress;
        this.log = log;
        this.waitingSince = waitingSince;
        this.clock = clock;
    }

    /** All that was accepted before then is in the values; empty until it is known. */
    public @Nullable Instant dataAsOf() {
        return dataAsOf;
    }

    /** Whether Kafka answers. */
    public boolean isKafkaUp() {
        Instant heard = heardAt;
        return heard != null && heard.plus(AWAY_AFTER).isAfter(clock.instant());
    }

    /** Whether the values are there that had been published when the service started. */
    public boolean areValuesThere() {
        return values.isCaughtUp();
    }

    /** Looks once; takes as long as Kafka lets it wait, some seconds at most. */
    public void beat() {
        try {
            if (eventPartitions.isEmpty()) {
                Map<TopicPartition, OffsetSpec> ofEvents = partitions(events);
                valuePartitions = partitions(List.of(values.topic().name()));
                eventPartitions = ofEvents;
            }
            Instant now = clock.instant();
            Map<TopicPartition, Long> ends = ends(eventPartitions);
            heardAt = clock.instant();
            if (looks.size() < MOST_LOOKS) {
                looks.addLast(new Look(now, ends));
            }
            Look passed = null;
            while (!looks.isEmpty() && isPassed(looks.getFirst())) {
                passed = looks.removeFirst();
            }
            if (passed != null && !isArriving) {
                Instant at = evaluated(passed.at());
                Map<TopicPartition, Long> published = ends(valuePartitions);
                isArriving = true;
                values.whenPassed(published, () -> {
                    dataAsOf = at;
                    isArriving = false;
                });
            }
        } catch (ExecutionException e) {
            LOG.debug("Kafka does not say where its topics end: {}", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of what was counted by then, up to when it is evaluated, too; it never goes back. */
    private Instant evaluated(Instant counted) {
        Instant waits = waitingSince.get().orElse(counted);
        Instant before = dataAsOf;
        Instant evaluated = waits.isBefore(counted) ? waits : counted;
        return before != null && before.isAfter(evaluated) ? before : evaluated;
    }

    private boolean isPassed(Look look) {
        return look.ends().entrySet().stream().allMatch(end -> isPassed(end.getKey(), end.getValue()));
    }

    private boolean isPassed(TopicPartition partition, long end) {
        long left = end - progress.position(partition.topic(), partition.partition());
        return left <= 0 || (left == END_OF_TRANSACTION && isMarker(partition, end));
    }

    /** Whether the last place of a partition holds no event; asked once. */
    private boolean isMarker(TopicPartition partition, long end) {
        Last known = lasts.get(partition);
        if (known == null || known.end() != end) {
            known = new Last(end, !log.holdsEvent(partition, end - 1));
            lasts.put(partition, known);
        }
        return known.isMarker();
    }

    private Map<TopicPartition, OffsetSpec> partitions(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (TopicDescription topic : admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs((int) PATIENCE.toMillis()))
                .allTopicNames()
                .get()
                .values()) {
            topic.partitions()
                    .forEach(partition -> partitions.put(
                            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(partitions, new ListOffsetsOptions().timeoutMs((int) PATIENCE.toMillis()))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
