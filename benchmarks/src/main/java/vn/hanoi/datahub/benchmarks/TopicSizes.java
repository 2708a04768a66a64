package vn.hanoi.datahub.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;

/**
 * What was written to Kafka, by topic. Records are counted by end offsets, which include transaction markers. Bytes are
 * the growth of the logs between looks, which includes data deleted in the meantime.
 */
final class TopicSizes implements AutoCloseable {

    private static final int BROKER = 1;

    private final Admin admin;
    private final Map<TopicPartition, Long> sizes = new HashMap<>();
    private final Map<String, Long> grown = new HashMap<>();
    private final Map<String, Long> recordsBefore;

    /** Starts counting. */
    TopicSizes(String kafka) throws ExecutionException, InterruptedException {
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
        look();
        grown.clear();
        recordsBefore = ends();
    }

    /**
     * What was written to one topic.
     *
     * @param bytes bytes in the log, compressed
     */
    record Size(long records, long bytes) {}

    /** Looks at the logs; must be called every few seconds. */
    synchronized void look() throws ExecutionException, InterruptedException {
        admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                    Long before = sizes.put(partition, replica.size());
                    grown.merge(
                            partition.topic(), Math.max(0, replica.size() - (before == null ? 0 : before)), Long::sum);
                }));
    }

    /** Returns all topics that were written to. */
    synchronized Map<String, Size> byTopic() throws ExecutionException, InterruptedException {
        look();
        Map<String, Size> all = new TreeMap<>();
        ends().forEach((topic, end) -> {
            long records = end - recordsBefore.getOrDefault(topic, 0L);
            if (records > 0) {
                all.put(topic, new Size(records, grown.getOrDefault(topic, 0L)));
            }
        });
        return all;
    }

    private Map<String, Long> ends() {
        List<TopicPartition> partitions = sizes.keySet().stream()
                .filter(partition -> !partition.topic().startsWith("__"))
                .toList();
        return new KafkaOffsets(admin, null)
                .ends(partitions).entrySet().stream()
                        .collect(Collectors.groupingBy(
                                end -> end.getKey().topic(), Collectors.summingLong(Map.Entry::getValue)));
    }

    @Override
    public void close() {
        admin.close();
    }
}
