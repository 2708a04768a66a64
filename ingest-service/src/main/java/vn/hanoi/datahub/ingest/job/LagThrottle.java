package vn.hanoi.datahub.ingest.job;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;

/**
 * Keeps files from running ahead of the processor, because live events have to wait for what a file has added to the
 * log before them. If no processor makes progress, files do not wait.
 */
final class LagThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(LagThrottle.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration STANDSTILL = Duration.ofSeconds(10);

    private final KafkaOffsets offsets;
    private final String group;
    private final long mostBehind;

    /**
     * @param group the processor's consumer group
     * @param mostBehind how many events of a topic the processor may be behind before a file has to wait
     */
    public LagThrottle(Admin admin, String group, long mostBehind) {
        this.offsets = new KafkaOffsets(admin, null);
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
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("the progress of the processor is unknown: {}", String.valueOf(e.getCause()));
        }
    }

    private Look look(String topic) {
        Map<TopicPartition, Long> positions = offsets.committed(group);
        positions.keySet().removeIf(partition -> !partition.topic().equals(topic));
        return new Look(sum(offsets.ends(positions.keySet())) - sum(positions), sum(positions));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
