package vn.hanoi.datahub.query.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka where topics end. */
public final class TopicEnds {

    private final Admin admin;
    private final int patienceMillis;

    /** @param patience how long each answer may take */
    public TopicEnds(Admin admin, Duration patience) {
        this.admin = admin;
        this.patienceMillis = (int) patience.toMillis();
    }

    /**
     * Returns all partitions of topics, to ask for their ends.
     *
     * @throws ExecutionException if Kafka does not answer in time, or a topic does not exist
     */
    public Map<TopicPartition, OffsetSpec> partitions(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(patienceMillis))
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                partitions.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        return partitions;
    }

    /**
     * Returns the end offset of each partition.
     *
     * @throws ExecutionException if Kafka does not answer in time
     */
    public Map<TopicPartition, Long> of(Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(partitions, new ListOffsetsOptions().timeoutMs(patienceMillis))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
