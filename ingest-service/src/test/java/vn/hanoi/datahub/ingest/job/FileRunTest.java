package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.ingest.publish.AdmissionMetrics;
import vn.hanoi.datahub.ingest.publish.DryRunClient;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileNote;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * What a file's job says of it when it is worked off. The rows are only tried: what is published is the system tests'
 * business.
 */
class FileRunTest {

    private static final String AIR = "station,parameter,value,averagingMinutes,area,time\n";
    private static final String GOOD = "f1,PM25,12.5,60,00166,2025-09-01T09:00:00+07:00\n";

    @TempDir
    private Path folder;

    private final MockProducer<String, Object> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, record) -> new byte[0]);
    private Spool spool;
    private InstantSource clock = () -> AtTheDoor.NOW;

    @BeforeEach
    void open() {
        spool = new Spool(folder, 64 << 20, new Table.Limits(1 << 20));
    }

    private FileJob worked(FileJob job, byte[] file) throws IOException, InterruptedException {
        spool.keep(job.getId(), new ByteArrayInputStream(file));
        return worked(job);
    }

    private FileJob worked(FileJob job) throws IOException, InterruptedException {
        FileRun run = new FileRun(
                AtTheDoor.CATALOGUE,
                AtTheDoor.DOOR,
                spool,
                null, // nothing is published, so nothing has to keep pace
                new DryRunClient(
                        List.of(),
                        new ServiceKey(""),
                        AtTheDoor.CATALOGUE,
                        new StringSerializer(),
                        (topic, event) -> new byte[0]),
                clock);
        AdmissionMetrics metrics = new AdmissionMetrics(new SimpleMeterRegistry());
        try (RowPublisher publisher = new RowPublisher(producer, AtTheDoor.CATALOGUE, metrics)) {
            run.run(job, publisher, true);
        }
        List<ProducerRecord<String, Object>> written = producer.history();
        assertThat(written).extracting(ProducerRecord::topic).containsOnly("hanoi.file-job.v1");
        return (FileJob) written.get(written.size() - 1).value();
    }

    private FileJob worked(String file) throws IOException, InterruptedException {
        return worked(Jobs.job("a", FileState.RECEIVED), file.getBytes(StandardCharsets.UTF_8));
    }

    private static String counts(FileJob job) {
        return job.getState() + " " + job.getAccepted() + "+"
                + job.getRefused().values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the agency is told of a file that failed. */
    private static String sentence(FileJob job) {
        return new Detail(job.getFailure(), job.getFailureArgs()).toString();
    }

    private List<RefusedRow> refused(FileJob job) throws IOException {
        try (Stream<RefusedRow> rows = RefusedRows.read(spool.refused(job.getId()), job.getRefusedBytes())) {
            return rows.toList();
        }
    }

    @Test
    void countsWhatWouldBeTaken_andNamesLineColumnAndReasonOfTheRest() throws Exception {
        FileJob job = worked(AIR + GOOD + GOOD.replace("12.5", "abc") + "\n" + GOOD.replace("00166", "99999"));

        assertThat(counts(job)).isEqualTo("DONE 1+2");
        assertThat(job.getRows()).isEqualTo(3);
        assertThat(job.getLine()).isEqualTo(5);
        assertThat(job.getRefused()).isEqualTo(Map.of("schema-violation", 1L, "unknown-area", 1L));
        assertThat(refused(job))
                .extracting(RefusedRow::line, RefusedRow::column, RefusedRow::field, RefusedRow::reason)
                .containsExactly(
                        tuple(3L, "value", "/data/value", "schema-violation"),
                        tuple(5L, "area", "/data/area", "unknown-area"));
        assertThat(spool.has("a")).isFalse();
        assertThat(spool.effect("a")).hasContent("{\"unavailable\":\"no processor is known\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.012,5 | DONE 1+0", "14,5 | DONE 1+0", "1.234 | DONE 0+1", "=C2*2 | DONE 0+1"})
    void readsNumbersAsAVietnameseFileWritesThem_andGuessesNone(String number, String counts) throws Exception {
        String file = "\uFEFF" + AIR.replace(',', ';') + "f2;PM25;" + number + ";60;00166;02/09/2025 09:00\r\n";

        assertThat(counts(worked(file))).isEqualTo(counts);
    }

    @Test
    void guessesNoNumberThatCouldBeTwo() throws Exception {
        assertThat(counts(worked(AIR + GOOD.replace("12.5", "\"1,234\"")))).isEqualTo("DONE 0+1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1258", "windows-1252"})
    void failsInAnEncodingThatWouldBeReadWrongly(String charset) throws Exception {
        byte[] file = (AIR + GOOD + GOOD.replace("f1", "Cầu Giấy é")).getBytes(Charset.forName(charset));

        FileJob job = worked(Jobs.job("a", FileState.RECEIVED), file);

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(sentence(job)).isNotBlank();
        assertThat(job.getFailureLine()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "'', file.empty, 1",
        "'a,a\n1,2\n', file.header, 1",
        "'station,wind,time\n', file.unknown-column, 1",
        "'station,SĐT 0912345678,time\n', file.personal-header, 1",
        "'station,parameter\n1,2\n', file.missing-column, 1",
        "'a,\"b\n', file.csv, 1",
        "'PK\u0003\u0004no zip', file.xlsx, 1"
    })
    void aBrokenFileFailsBeforeItsFirstRow(String file, String failure, long line) throws Exception {
        FileJob job = worked(file);

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(job.getFailure()).isEqualTo(failure);
        assertThat(sentence(job)).isNotBlank();
        assertThat(job.getFailureLine()).isEqualTo(line);
    }

    /** The file is read to its end before its first row is looked at, so that no part of a broken one is published. */
    @Test
    void aFileThatIsBrokenFurtherDown_isNotBegun() throws Exception {
        FileJob job = worked(AIR + GOOD + "\"" + GOOD);

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(job.getFailureLine()).isEqualTo(3);
        assertThat(job.getRows()).isNull();
    }

    /** Every line is answered: the account of a file adds up to its rows. */
    @Test
    void aRowWithACellTooMany_isRefusedAlone() throws Exception {
        FileJob job = worked(AIR + GOOD.strip() + ",one too many\n" + GOOD);

        assertThat(counts(job)).isEqualTo("DONE 1+1");
        assertThat(job.getRows()).isEqualTo(2);
        assertThat(refused(job))
                .extracting(RefusedRow::line, RefusedRow::reason, RefusedRow::detail)
                .containsExactly(tuple(2L, "malformed", Detail.of("file.cells", 7, 6)));
    }

    /** A small workbook can repeat one long text a hundred thousand times, and each refused row is written down. */
    @Test
    void theListOfRefusedRowsIsBounded() throws Exception {
        String bad = ("x".repeat(250) + ",").repeat(6).replaceAll(",$", "\n");
        FileJob job = worked(AIR + bad.repeat(24_000));

        assertThat(job.getState()).isEqualTo(FileState.FAILED);
        assertThat(sentence(job)).contains("longer than 32 MB");
        assertThat(job.getRefusedBytes()).isBetween(FileRun.MOST_REFUSED_BYTES, FileRun.MOST_REFUSED_BYTES * 5 / 4);
        assertThat(job.getFailureLine()).isEqualTo(job.getLine());
    }

    @Test
    void goesOnBehindTheLastLineThatIsDone() throws Exception {
        FileJob half = Jobs.job("a", FileState.RUNNING);
        half.setRows(3L);
        half.setLine(3);
        half.setAccepted(2);

        FileJob job = worked(half, (AIR + GOOD + GOOD + GOOD.replace("PM25", "PM26")).getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("DONE 2+1");
        assertThat(refused(job)).extracting(RefusedRow::line).containsExactly(4L);
        assertThat(Files.readString(spool.effect("a"))).contains("the hub was restarted in the meantime");
    }

    /**
     * A file whose row ends the process: the job's topic says how often, and each start after the third is an ordinary
     * one.
     */
    @Test
    void failsWhereItWasBegunThreeTimes_andGotNoFurther() throws Exception {
        FileJob begun = Jobs.job("a", FileState.RUNNING);
        begun.setLine(1);
        begun.setAttempts(3);

        FileJob job = worked(begun, (AIR + GOOD).getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(job.getFailureLine()).isEqualTo(2);
        assertThat(sentence(job)).startsWith("the hub stopped 3 times while processing this row");
    }

    @Test
    void writesDownEachAttempt_untilItGetsFurther() throws Exception {
        FileJob begun = Jobs.job("a", FileState.RUNNING);
        begun.setAttempts(2);

        FileJob job = worked(begun, (AIR + GOOD).getBytes(StandardCharsets.UTF_8));

        FileJob first = (FileJob) producer.history().get(0).value();
        assertThat(first.getAttempts()).isEqualTo(3);
        assertThat(first.getRows())
                .as("written before the file is opened, which may be what ends the process")
                .isNull();
        assertThat(counts(job)).isEqualTo("DONE 1+0");
        assertThat(job.getAttempts()).isZero();
    }

    /** The worker's thread goes on with the next job, and this one does not come again at the next start. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
    void aJobOnWhichTheHubFails_endsAlone(Class<? extends Throwable> failure) throws Exception {
        AtomicBoolean hasFailed = new AtomicBoolean();
        clock = () -> {
            if (!hasFailed.getAndSet(true)) {
                throwUnchecked(failure);
            }
            return AtTheDoor.NOW;
        };

        FileJob job = worked(AIR + GOOD);

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(job.getFailure()).isEqualTo("file.internal");
        assertThat(spool.has("a")).isFalse();
    }

    private static void throwUnchecked(Class<? extends Throwable> failure) {
        try {
            Throwable thrown = failure.getConstructor().newInstance();
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** 160,000 places for a cell of 64 kB: what is built of both is bounded while it grows. */
    @ParameterizedTest
    @ValueSource(strings = {"subject: '{station}'", "id: '{station}'", "skipWhenEmpty: [station]"})
    void refusesAMappingThatIsLongerThanItsUse(String mapping) throws Exception {
        FileJob mapped = Jobs.job("a", FileState.RECEIVED);
        mapped.setMapping(mapping.replace("{station}", "{station}".repeat(160_000))
                .replace("[station]", "[" + "station,".repeat(60_000) + "station]"));

        FileJob job = worked(mapped, (AIR + GOOD.replace("f1", "s".repeat(1 << 16))).getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(job.getFailure()).isEqualTo("file.mapping");
    }

    @Test
    void refusesANumberOfAMillionDigits_withoutReadingIt() throws Exception {
        assertThat(counts(worked(AIR + GOOD.replace("12.5", "1".repeat(600_000)))))
                .isEqualTo("DONE 0+1");
    }

    @Test
    void skipsRowsThatSayNothing_andCountsThem() throws Exception {
        FileJob mapped = Jobs.job("a", FileState.RECEIVED);
        mapped.setMapping("skipWhenEmpty: [value]");

        FileJob job = worked(mapped, (AIR + GOOD + GOOD.replace("12.5", "")).getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("DONE 1+0");
        assertThat(job.getSkipped()).isOne();
        assertThat(job.getMapping())
                .as("of a job that is remembered for a year")
                .isEmpty();
    }

    @Test
    void keepsARefusedRowAsItWasSent_butNothingOfAPerson() throws Exception {
        FileJob job = worked("\uFEFF" + AIR.replace(',', ';') + "0912345678;PM26;1,5;60;352;2025-09-01\n");

        assertThat(job.getColumns())
                .containsExactly("station", "parameter", "value", "averagingMinutes", "area", "time");
        assertThat(job.getSeparator()).isEqualTo(";");
        RefusedRow row = refused(job).get(0);
        assertThat(row.cells()).containsEntry("parameter", "PM26").containsEntry("value", "1.5");
        assertThat(row.cells().get("station")).doesNotContain("0912345678");
        assertThat(row.others()).extracting(RefusedRow.Other::column).containsExactly("subject", "station", "area");
    }

    @Test
    void tellsHowItIsRead_andWhereAPersonMayBeNamed() throws Exception {
        FileJob job = worked(
                AIR + GOOD + GOOD.replace("f1", "Nguyễn Văn An").replaceAll("2025-\\d\\d-\\d\\d.*", "02/09/2025"));

        assertThat(counts(job)).isEqualTo("DONE 2+0");
        assertThat(job.getNotes()).extracting(FileNote::getKey).containsExactly("note.day-first");
        assertThat(job.getFindings()).isOne();
        assertThat(job.getFirstFinding()).isEqualTo(3);
    }

    @Test
    void failsWhereTheFileIsLost() throws Exception {
        FileJob job = worked(Jobs.job("gone", FileState.RECEIVED));

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(sentence(job)).startsWith("the hub no longer has the file; send it again");
    }

    @Test
    void failsWhereTheCatalogueHasItsTypeNoMore() throws Exception {
        FileJob unknown = Jobs.job("a", FileState.RECEIVED);
        unknown.setType("wind-observation");

        FileJob job = worked(unknown, AIR.getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("FAILED 0+0");
        assertThat(sentence(job)).isEqualTo("the catalogue no longer has wind-observation");
    }

    /** The last one would win, and the file's account would look fine. */
    @Test
    void oneSubjectForSeveralStations_isNotOverwritten() throws Exception {
        FileJob job = worked("subject," + AIR + "hanoi," + GOOD + "hanoi," + GOOD.replace("f1", "f2") + "f2,"
                + GOOD.replace("f1", "f2"));

        assertThat(counts(job)).isEqualTo("DONE 2+1");
        assertThat(refused(job))
                .extracting(
                        RefusedRow::line,
                        RefusedRow::column,
                        row -> row.detail().key())
                .containsExactly(tuple(3L, "subject", "subject.two-things"));
    }

    @Test
    void aResumedFileRemembersTheSubjectsOfItsFirstRows() throws Exception {
        FileJob half = Jobs.job("a", FileState.RUNNING);
        half.setRows(2L);
        half.setLine(2);
        half.setAccepted(1);

        FileJob job = worked(
                half,
                ("subject," + AIR + "hanoi," + GOOD + "hanoi," + GOOD.replace("f1", "f2"))
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("DONE 1+1");
    }

    @Test
    void rowsThatRepeatOthersAreCounted() throws Exception {
        FileJob job = worked(AIR + GOOD + GOOD.replace("f1", "f2") + GOOD + GOOD.replace("12.5", "13"));

        assertThat(counts(job)).isEqualTo("DONE 4+0");
        assertThat(FileView.of(job, null, Locale.ROOT, "").notes())
                .containsExactly(
                        "2 accepted rows have the same subject (for observations, and the same time) as an earlier row of this file, the first in line 4;"
                                + " of each, only the newest by time and dataversion counts");
    }

    @Test
    void rowsThatNoIndicatorCountsAreRemarkedOn() throws Exception {
        FileJob statistics = Jobs.job("a", FileState.RECEIVED);
        statistics.setAgency("H26.TKE");
        statistics.setType("statistic");

        FileJob job = worked(
                statistics,
                ("subject,statistic,area,period,numerator,time\n"
                                + "s1,ds.fibre_households,01,2024,5,2025-01-10T09:00:00+07:00\n"
                                + "s2,ds.fibre_household,01,2024,5,2025-01-10T09:00:00+07:00\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(counts(job)).isEqualTo("DONE 2+0");
        assertThat(FileView.of(job, null, Locale.ROOT, "").notes())
                .containsExactly(
                        "1 accepted rows count in no indicator, because none knows their statistic; the first is in line 3: did you mean 'ds.fibre_households'?");
    }
}
