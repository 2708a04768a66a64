package vn.hanoi.datahub.query.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the processor has read the log, as it told Kafka in the transactions of its outcomes. Looked at now and then; what is answered is the look before the last, so
 * that the outcomes up to there have had time to arrive here. While changes are still on their way between its stages it stands where it stood.
 */
public final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private static final String BETWEEN_STAGES = "-repartition";

    /** The marker that ends a transaction is read and never committed. */
    private static final int END_OF_TRANSACTION = 1;

    private final Admin admin;
    private final String group;
    private volatile Map<TopicPartition, Long> last = Map.of();
    private volatile Map<TopicPartition, Long> beforeLast = Map.of();

    /**
     * @param group the processor's consumer group
     */
    public Progress(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Looks again. */
    public void look() {
        try {
            Map<TopicPartition, Long> positions = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, position) -> {
                        if (position != null) {
                            positions.put(partition, position.offset());
                        }
                    });
            Map<TopicPartition, OffsetSpec> between = new HashMap<>();
            positions.keySet().stream()
                    .filter(partition -> partition.topic().endsWith(BETWEEN_STAGES))
                    .forEach(partition -> between.put(partition, OffsetSpec.latest()));
            boolean allCounted = true;
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                    admin.listOffsets(between).all().get().entrySet()) {
                allCounted &= end.getValue().offset() - positions.getOrDefault(end.getKey(), 0L) <= END_OF_TRANSACTION;
            }
            beforeLast = last;
            last = allCounted ? Map.copyOf(positions) : last;
        } catch (ExecutionException e) {
            LOG.warn("the processor's position is not known: {}", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The place in the log up to which the processor has decided, as far as is known here. */
    public long position(String topic, int partition) {
        return last.getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    /** Whether the processor has decided what becomes of an event of the log. */
    public boolean hasPassed(String topic, int partition, long offset) {
        return beforeLast.getOrDefault(new TopicPartition(topic, partition), 0L) > offset;
    }
}
