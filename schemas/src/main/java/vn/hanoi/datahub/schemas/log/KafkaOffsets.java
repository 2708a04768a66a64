package vn.hanoi.datahub.schemas.log;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;

/**
 * Asks Kafka which topics there are, where they end, and how far groups have read. Each throws {@link KafkaException}.
 */
public final class KafkaOffsets {

    private final Admin admin;
    private final @Nullable Integer patienceMillis;

    /** @param patience how long each answer may take; null for the time that the client has by itself */
    public KafkaOffsets(Admin admin, @Nullable Duration patience) {
        this.admin = admin;
        this.patienceMillis = patience == null ? null : (int) patience.toMillis();
    }

    /** Returns all partitions of topics; fails if one of them does not exist. */
    public Set<TopicPartition> partitions(Collection<String> topics) {
        return KafkaAnswer.of(
                        admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(patienceMillis))
                                .allTopicNames(),
                        "the topics cannot be described")
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    /**
     * Returns Kafka's own id of a topic that must exist.
     *
     * @throws KafkaException also when there is no such topic
     */
    public String topicId(String topic) {
        return findTopicId(topic).orElseThrow(() -> new KafkaException("there is no topic " + topic));
    }

    /**
     * Returns Kafka's own id of a topic, which another topic of the same name does not have; empty if there is no such
     * topic, or this service may not see it.
     */
    public Optional<String> findTopicId(String topic) {
        try {
            return Optional.of(KafkaAnswer.of(
                            Objects.requireNonNull(admin.describeTopics(
                                            List.of(topic), new DescribeTopicsOptions().timeoutMs(patienceMillis))
                                    .topicNameValues()
                                    .get(topic)),
                            "what " + topic + " is, is not known")
                    .topicId()
                    .toString());
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof TopicAuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns the end offset of each partition. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        KafkaAnswer.of(
                        admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(patienceMillis))
                                .all(),
                        "it is not known where the topics end")
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Returns the offsets that a group has committed. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        KafkaAnswer.of(
                        admin.listConsumerGroupOffsets(
                                        group, new ListConsumerGroupOffsetsOptions().timeoutMs(patienceMillis))
                                .partitionsToOffsetAndMetadata(),
                        "the position of " + group + " is not known")
                .forEach((partition, position) -> {
                    if (position != null) {
                        positions.put(partition, position.offset());
                    }
                });
        return positions;
    }
}
