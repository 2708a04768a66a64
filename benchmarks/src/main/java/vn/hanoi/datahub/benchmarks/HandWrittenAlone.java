package vn.hanoi.datahub.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.log.KafkaOffsets;

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
            KafkaOffsets offsets = new KafkaOffsets(admin, null);
            long log = offsets.ends(offsets.partitions(List.of(args[2]))).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            KafkaStreams streams = HandWritten.start(args[0], Registry.at(args[1]), schema, args[2], args[3], args[4]);
            long printed = System.nanoTime();
            for (long counted = 0; counted < log; counted = counted(offsets, args[2])) {
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

    private static long counted(KafkaOffsets offsets, String topic) {
        try {
            return offsets.committed("hand-written").entrySet().stream()
                    .filter(position -> position.getKey().topic().equals(topic))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        } catch (KafkaException noSuchGroupYet) {
            return 0;
        }
    }
}
