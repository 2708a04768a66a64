package vn.hanoi.datahub.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;

/**
 * Runs {@link HandWritten} in a separate JVM over an existing log. Arguments: Kafka, the registry, the topic of the
 * log, the topic of the counts, a folder for the state. Prints {@code events, seconds, peak MB, processor seconds},
 * measured from the first record until all counts are committed to Kafka.
 */
final class HandWrittenAlone {

    private static final int PROGRESS_SECONDS = 2;

    private HandWrittenAlone() {}

    public static void main(String[] args) throws Exception {
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        Schema schema = catalogue.schema(catalogue.findType("procedure-dossier").orElseThrow());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
            long log = logEnd(admin, args[2]);
            KafkaStreams streams = HandWritten.start(args[0], Registry.at(args[1]), schema, args[2], args[3], args[4]);
            long printed = System.nanoTime();
            for (long counted = 0; counted < log; counted = counted(admin, args[2])) {
                if (System.nanoTime() - printed > TimeUnit.SECONDS.toNanos(PROGRESS_SECONDS)) {
                    printed = System.nanoTime();
                    System.err.printf(Locale.ROOT, "  hand-written: %,d of %,d counted%n", counted, log);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            double seconds = (System.nanoTime() - HandWritten.FIRST.get()) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d %.3f %d %.1f%n",
                    log,
                    seconds,
                    OwnJvm.ownPeakMegabytes(),
                    OwnJvm.ownProcessorSeconds());
            HandWritten.close(streams);
        }
        System.exit(0);
    }

    private static long logEnd(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                admin.describeTopics(java.util.List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private static long counted(Admin admin, String topic) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> positions;
        try {
            positions = admin.listConsumerGroupOffsets("hand-written")
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException noSuchGroupYet) {
            return 0;
        }
        return positions.entrySet().stream()
                .filter(position -> position.getKey().topic().equals(topic) && position.getValue() != null)
                .mapToLong(position -> position.getValue().offset())
                .sum();
    }
}
