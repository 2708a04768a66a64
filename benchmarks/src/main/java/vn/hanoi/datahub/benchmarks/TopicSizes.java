package vn.hanoi.datahub.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka has been given, by topic. Records are counted by the end offsets, so the markers of transactions count,
 * too. Bytes are what the logs have grown by from look to look, so that what is deleted meanwhile counts as well.
 */
final class TopicSizes implements AutoCloseable {

    private static final int BROKER = 1;

    private final Admin admin;
    private final Map<TopicPartition, Long> sizes = new HashMap<>();
    private final Map<String, Long> grown = new HashMap<>();
    private final Map<String, Long> recordsBefore;

    /** Counts from now on. */
    TopicSizes(String kafka) throws ExecutionException, InterruptedException {
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
        look();
        grown.clear();
        recordsBefore = ends();
    }

    /**
     * What one topic was given.
     *
     * @param bytes as they lie in the log: compressed
     */
    record Size(long records, long bytes) {}

    /** Looks at the logs; to be called every few seconds. */
    synchronized void look() throws ExecutionException, InterruptedException {
        admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                    Long before = sizes.put(partition, replica.size());
                    grown.merge(
                            partition.topic(), Math.max(0, replica.size() - (before == null ? 0 : before)), Long::sum);
                }));
    }

    /** All topics that were given anything. */
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

    private Map<String, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = sizes.keySet().stream()
                .filter(partition -> !partition.topic().startsWith("__"))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get();
        return ends.entrySet().stream()
                .collect(Collectors.groupingBy(
                        end -> end.getKey().topic(),
                        Collectors.summingLong(end -> end.getValue().offset())));
    }

    @Override
    public void close() {
        admin.close();
    }
}
