package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.TopicReader;

/** Other ways to count the same log, each in a separate JVM. */
final class Baseline {

    static final String LOG = "hanoi.procedure-dossier.v1";

    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("patience", 60));
    private static final String HEAP = System.getProperty("flink.heap", "4g");

    private final String kafka;
    private final String registry;
    private final Path folder;

    /** @param folder folder for their state */
    Baseline(String kafka, String registry, Path folder) {
        this.kafka = kafka;
        this.registry = registry;
        this.folder = folder;
    }

    /**
     * The result of one of them.
     *
     * @param seconds from the first record to the last transaction
     * @param changes changes of cells caused by the events; 0 if unknown
     * @param published records that it wrote; 0 if they were not counted
     * @param years numerator and denominator of {@code dg.tthc_on_time} of the city, by year
     */
    record Run(
            long events,
            double seconds,
            long peakMegabytes,
            double processorSeconds,
            long changes,
            long published,
            Map<String, long[]> years) {

        static Run of(String line) {
            String[] parts = line.split(" ");
            return new Run(
                    Long.parseLong(parts[0]),
                    Double.parseDouble(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]),
                    parts.length > 4 ? Long.parseLong(parts[4]) : 0,
                    0,
                    Map.of());
        }

        double perSecond() {
            return events / seconds;
        }
    }

    /** Runs the Kafka Streams application written for one indicator. */
    Run handWritten() throws IOException, InterruptedException, ExecutionException {
        makeTopic("city-hand-written");
        try (OwnJvm jvm = OwnJvm.start(
                folder.resolve("hand-written"),
                true,
                Map.of(),
                List.of(
                        "-Xmx2g",
                        QuietLog.option(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HandWrittenAlone.class.getName(),
                        kafka,
                        registry,
                        LOG,
                        "city-hand-written",
                        folder.resolve("hand-written/state").toString()))) {
            return Run.of(jvm.lastLine(PATIENCE));
        }
    }

    /**
     * Runs the Flink SQL job.
     *
     * @param classpath class path of the job and of Flink
     */
    Run flink(String classpath) throws IOException, InterruptedException, ExecutionException {
        makeTopic("city-flink");
        Path schema = folder.resolve("procedure-dossier.avsc");
        Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
        Files.writeString(
                schema,
                catalogue
                        .schema(catalogue.findType("procedure-dossier").orElseThrow())
                        .toString());
        List<String> call = Stream.concat(
                        Stream.of("java.lang", "java.util", "java.util.concurrent", "java.time", "java.net", "java.nio")
                                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"),
                        Stream.of(
                                "-Xmx" + HEAP,
                                "-cp",
                                classpath,
                                "vn.hanoi.datahub.benchmarks.flink.DossierJob",
                                kafka,
                                LOG,
                                "city-flink",
                                schema.toString(),
                                folder.resolve("flink/checkpoints").toString()))
                .toList();
        try (OwnJvm jvm = OwnJvm.start(folder.resolve("flink"), true, Map.of(), call)) {
            Run run = Run.of(jvm.lastLine(PATIENCE));
            Map<String, long[]> years = new TreeMap<>();
            long published = readFlink(years);
            return new Run(
                    run.events(),
                    run.seconds(),
                    run.peakMegabytes(),
                    run.processorSeconds(),
                    run.changes(),
                    published,
                    years);
        }
    }

    private void makeTopic(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Counts the job's committed records, and collects the city's years from them. */
    private long readFlink(Map<String, long[]> years) {
        JsonMapper json = new JsonMapper();
        AtomicLong records = new AtomicLong();
        new TopicReader<>(
                        KafkaConnection.to(kafka),
                        "city-flink",
                        new StringDeserializer(),
                        new StringDeserializer(),
                        PATIENCE)
                .toEnd(record -> {
                    records.incrementAndGet();
                    if (record.key().contains("\"dg.tthc_on_time\",\"area\":\"01\"") && record.value() != null) {
                        JsonNode key = json.readTree(record.key());
                        JsonNode value = json.readTree(record.value());
                        String period = key.path("period").asString("");
                        if (period.length() == 4
                                && key.path("dimension").asString("").isEmpty()) {
                            years.put(period, new long[] {
                                value.path("numerator").asLong(),
                                value.path("denominator").asLong()
                            });
                        }
                    }
                });
        return records.get();
    }
}
