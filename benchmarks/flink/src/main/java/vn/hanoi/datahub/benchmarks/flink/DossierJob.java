package vn.hanoi.datahub.benchmarks.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The baseline: the indicators of procedure dossiers as one Flink SQL job on a local cluster with two slots, exactly once from the hub's log to a topic. The newest state of each dossier counts; the one
 * before is taken back. It reads the log as it is and ends.
 *
 * <p>Arguments: Kafka's address, the log's topic, the topic of the values, the file of the Avro schema, a folder for checkpoints.
 */
final class DossierJob {

    private static final int SLOTS = 2;
    private static final int PROGRESS_SECONDS = 2;

    private DossierJob() {}

    /**
     * Runs the job to its end, then prints {@code events, seconds, peak MB, processor seconds, changes}: the seconds from the first record read to the last transaction committed, the changes of cells
     * that the events made.
     *
     * @throws Exception when the job fails
     */
    public static void main(String[] args) throws Exception {
        String kafka = args[0];
        String schema = Files.readString(Path.of(args[3]));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(SLOTS, settings(Path.of(args[4])));
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        KafkaSource<Dossier> log = KafkaSource.<Dossier>builder()
                .setBootstrapServers(kafka)
                .setTopics(args[1])
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new DossierReader(schema))
                .build();
        tables.createTemporaryView(
                "dossiers",
                tables.fromDataStream(environment.fromSource(log, WatermarkStrategy.noWatermarks(), "log")));
        tables.createTemporarySystemFunction("cells", Cells.class);
        tables.createTemporarySystemFunction("people", People.class);
        tables.createTemporarySystemFunction("results", Results.class);
        tables.createTemporarySystemFunction("onward", Onward.class);
        tables.executeSql(NEWEST);
        List.of("sums", "persons", "since").forEach(name -> tables.executeSql(sink(name, kafka, args[2])));
        StatementSet job = tables.createStatementSet();
        List.of(SUMS, PERSONS, SINCE).forEach(job::addInsertSql);
        showProgress();
        job.execute().await();
        long ended = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%d %.3f %d %.1f %d%n",
                DossierReader.READ.get(),
                (ended - DossierReader.FIRST.get()) / 1e9,
                peakMegabytes(),
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3,
                Cells.CHANGES.sum());
        System.exit(0);
    }

    private static Configuration settings(Path checkpoints) {
        Configuration settings = new Configuration();
        settings.setString("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
        settings.setString("taskmanager.memory.network.max", "256m");
        settings.setString("taskmanager.memory.managed.size", "512m");
        settings.setString("state.backend.type", "hashmap");
        settings.setString("execution.checkpointing.interval", "5 s");
        settings.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
        settings.setString("execution.checkpointing.storage", "filesystem");
        settings.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
        settings.setString("pipeline.object-reuse", "true");
        settings.setString("table.exec.mini-batch.enabled", "true");
        settings.setString("table.exec.mini-batch.allow-latency", "5 s");
        settings.setString("table.exec.mini-batch.size", "200000");
        settings.setString("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        return settings;
    }

    /** The newest state of each dossier. */
    private static final String NEWEST =
            """
            CREATE TEMPORARY VIEW newest AS
            SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY agency, subject ORDER BY changedAt DESC) AS place FROM dossiers)
            WHERE place = 1
            """;

    /** The six indicators that add up. */
    private static final String SUMS =
            """
            INSERT INTO sums
            SELECT c.`indicator`, c.`area`, c.`period`, c.`dimension`, c.`member`, SUM(c.`numerator`), SUM(c.`denominator`), COUNT(*)
            FROM newest AS d,
              LATERAL TABLE(cells(d.agency, d.area, d.`procedure`, d.sector, d.channel, d.status, d.receivedAt, d.dueAt, d.resolvedAt, d.resultElectronic,
                d.identifierLinked, d.fee, d.feePaid, d.rating)) AS c
            GROUP BY c.`indicator`, c.`area`, c.`period`, c.`dimension`, c.`member`
            """;

    /** The two that count distinct people; what the second is held against comes from statistics and not from dossiers. */
    private static final String PERSONS =
            """
            INSERT INTO persons
            SELECT p.`indicator`, p.`area`, p.`period`, p.`dimension`, p.`member`, COUNT(DISTINCT d.applicant) FILTER (WHERE p.`met`), COUNT(DISTINCT d.applicant), COUNT(*)
            FROM newest AS d,
              LATERAL TABLE(people(d.area, d.channel, d.receivedAt, d.authentication, d.applicant, d.applicantKind)) AS p
            GROUP BY p.`indicator`, p.`area`, p.`period`, p.`dimension`, p.`member`
            """;

    /** The one that adds up since the beginning: by month first, so that a dossier changes its own month alone. */
    private static final String SINCE =
            """
            INSERT INTO since
            SELECT 'da.tthc_results_digitised', m.`area`, o.`period`, m.`dimension`, m.`member`, SUM(m.digitised), SUM(m.resolved), SUM(m.resolved)
            FROM (
              SELECT r.`area`, r.`month`, r.`dimension`, r.`member`, COUNT(*) FILTER (WHERE d.resultDigitised) AS digitised, COUNT(*) AS resolved
              FROM newest AS d, LATERAL TABLE(results(d.agency, d.area, d.status, d.resolvedAt)) AS r
              GROUP BY r.`area`, r.`month`, r.`dimension`, r.`member`) AS m,
              LATERAL TABLE(onward(m.`month`)) AS o
            GROUP BY m.`area`, o.`period`, m.`dimension`, m.`member`
            """;

    /** A table of the one topic; each has its own transactions. */
    private static String sink(String name, String kafka, String topic) {
        return """
                CREATE TABLE %s (
                  `indicator` STRING, `area` STRING, `period` STRING, `dimension` STRING, `member` STRING, `numerator` BIGINT, `denominator` BIGINT, `events` BIGINT,
                  PRIMARY KEY (`indicator`, `area`, `period`, `dimension`, `member`) NOT ENFORCED
                ) WITH (
                  'connector' = 'upsert-kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                  'key.format' = 'json', 'value.format' = 'json', 'value.fields-include' = 'EXCEPT_KEY',
                  'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s',
                  'properties.transaction.timeout.ms' = '600000', 'properties.compression.type' = 'lz4',
                  'properties.batch.size' = '262144', 'properties.linger.ms' = '20')
                """
                .formatted(name, topic, kafka, name);
    }

    private static void showProgress() {
        Thread progress = new Thread(() -> {
            while (true) {
                System.err.printf(Locale.ROOT, "  Flink: %,d events read%n", DossierReader.READ.get());
                try {
                    TimeUnit.SECONDS.sleep(PROGRESS_SECONDS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        progress.setDaemon(true);
        progress.start();
    }

    private static long peakMegabytes() throws java.io.IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0)
                / 1_024;
    }
}
