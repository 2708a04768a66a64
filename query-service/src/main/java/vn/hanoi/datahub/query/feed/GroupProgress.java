package vn.hanoi.datahub.query.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;

/**
 * Tracks how far a consumer group has read the log, by the offsets it commits in the transactions of its results. It
 * reports an earlier snapshot, so that the results up to that point have had time to arrive here.
 */
public final class GroupProgress {

    private static final Logger LOG = LoggerFactory.getLogger(GroupProgress.class);

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String BETWEEN_STAGES = "-repartition";

    /** The marker that ends a transaction takes one offset, which is read but never committed. */
    private static final int END_OF_TRANSACTION = 1;

    private final Admin admin;
    private final KafkaOffsets offsets;
    private final String group;
    private volatile @Nullable Look last;
    private volatile @Nullable Set<TopicPartition> between;
    private volatile Map<TopicPartition, Long> counted = Map.of();

    /** The positions of the group, and the end offsets of the topics between its stages. */
    private record Look(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> written) {

        /** Returns whether a later snapshot has read past everything that was written by the time of this one. */
        boolean isCountedBy(Look later) {
            return written.entrySet().stream()
                    .allMatch(end ->
                            later.positions.getOrDefault(end.getKey(), 0L) + END_OF_TRANSACTION >= end.getValue());
        }
    }

    /** @param group the processor's consumer group */
    public GroupProgress(Admin admin, String group) {
        this.admin = admin;
        this.offsets = new KafkaOffsets(admin, Duration.ofMillis(PATIENCE_MILLIS));
        this.group = group;
    }

    /**
     * Takes a new snapshot. The positions of the previous one are reported as soon as everything that was then written
     * between the stages has been read.
     */
    public void look() {
        try {
            Map<TopicPartition, Long> positions = offsets.committed(group);
            Map<TopicPartition, Long> written = offsets.ends(between(!positions.isEmpty()));
            Look now = new Look(Map.copyOf(positions), Map.copyOf(written));
            Look before = last;
            if (before == null) {
                last = now;
            } else if (before.isCountedBy(now)) {
                counted = before.positions();
                last = now;
            }
        } catch (KafkaException e) {
            LOG.warn("the position of {} is not known: {}", group, String.valueOf(e.getCause()));
        }
    }

    /**
     * Returns the partitions of the topics between the stages. They are asked for by name: a topic that the group has
     * not read yet has no committed position, but may already have records.
     *
     * @param hasStarted whether the group has committed anything; its topics were created before that
     */
    private Set<TopicPartition> between(boolean hasStarted) {
        Set<TopicPartition> known = between;
        if (known != null) {
            return known;
        }
        Set<String> topics = KafkaAnswer.of(
                admin.listTopics(new ListTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                        .names(),
                "the topics cannot be listed");
        Set<TopicPartition> found = offsets.partitions(topics.stream()
                .filter(name -> name.startsWith(group + "-") && name.endsWith(BETWEEN_STAGES))
                .toList());
        if (hasStarted) {
            between = found;
        }
        return found;
    }

    public boolean isKnown() {
        return !counted.isEmpty();
    }

    /** Returns whether this group has read everything that another one has, as far as both are known. */
    public boolean keepsUpWith(GroupProgress other) {
        return other.counted.entrySet().stream()
                .filter(position -> !position.getKey().topic().endsWith(BETWEEN_STAGES))
                .allMatch(position -> counted.getOrDefault(position.getKey(), 0L) >= position.getValue());
    }

    /** Returns the offset up to which the processor has decided, as far as is known here. */
    public long position(String topic, int partition) {
        return counted.getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    /** Returns whether the processor has decided the outcome of an event in the log. */
    public boolean hasPassed(String topic, int partition, long offset) {
        return counted.getOrDefault(new TopicPartition(topic, partition), 0L) > offset;
    }
}
