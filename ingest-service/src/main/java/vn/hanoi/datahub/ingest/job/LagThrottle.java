package vn.hanoi.datahub.ingest.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files from running ahead of the processor, because live events have to wait for what a file has added to the
 * log before them. If no processor makes progress, files do not wait.
 */
final class LagThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(LagThrottle.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration STANDSTILL = Duration.ofSeconds(10);

    private final Admin admin;
    private final String group;
    private final long mostBehind;

    /**
     * @param group the processor's consumer group
     * @param mostBehind how many events of a topic the processor may be behind before a file has to wait
     */
    public LagThrottle(Admin admin, String group, long mostBehind) {
        this.admin = admin;
        this.group = group;
        this.mostBehind = mostBehind;
    }

    private record Look(long behind, long position) {}

    /** Waits until the processor has nearly caught up with a topic, or makes no progress. */
    void keep(String topic) throws InterruptedException {
        try {
            Look look = look(topic);
            long movedAt = System.nanoTime();
            while (look.behind() > mostBehind && System.nanoTime() - movedAt < STANDSTILL.toNanos()) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                Look next = look(topic);
                if (next.position() != look.position()) {
                    movedAt = System.nanoTime();
                }
                look = next;
            }
        } catch (ExecutionException e) {
            LOG.warn("the progress of the processor is unknown: {}", String.valueOf(e.getCause()));
        }
    }

    private Look look(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> position : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (position.getKey().topic().equals(topic) && position.getValue() != null) {
                positions.put(position.getKey(), position.getValue().offset());
            }
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        positions.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        ListOffsetsResult ended = admin.listOffsets(ends);
        long behind = 0;
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            behind += ended.partitionResult(position.getKey()).get().offset() - position.getValue();
            sum += position.getValue();
        }
        return new Look(behind, sum);
    }
}
