package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.Finding;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.file.Conventions;
import vn.hanoi.datahub.ingest.file.Mapping;
import vn.hanoi.datahub.ingest.file.Mapping.Survey;
import vn.hanoi.datahub.ingest.file.Row;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.ingest.file.UnreadableFileException;
import vn.hanoi.datahub.ingest.publish.DryRunClient;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.ingest.publish.RowPublisher.Tried;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;

/**
 * Processes one file from its current state to its end. Each batch of rows goes to Kafka in one transaction together
 * with the job's new state. Wherever processing is interrupted, the state says exactly which rows are in the log.
 */
final class FileRun {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A file whose refused rows need more is wrong as a whole; a list of them may be many times as long as the file.
     */
    static final long MOST_REFUSED_BYTES = 32L << 20;

    private static final int BATCH = 1_000;
    private static final int MOST_ATTEMPTS = 3;
    private static final Submission UNREADABLE = new Submission(Map.of(), null);

    private static final Logger LOG = LoggerFactory.getLogger(FileRun.class);

    private final Catalogue catalogue;
    private final AdmissionPolicy policy;
    private final Spool spool;
    private final LagThrottle throttle;
    private final DryRunClient dryRuns;
    private final InstantSource clock;

    public FileRun(
            Catalogue catalogue,
            AdmissionPolicy policy,
            Spool spool,
            LagThrottle throttle,
            DryRunClient dryRuns,
            InstantSource clock) {
        this.dryRuns = dryRuns;
        this.catalogue = catalogue;
        this.policy = policy;
        this.spool = spool;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Continues a job from its state in the topic. A file that crashes the process must not crash all of its
     * successors: each attempt is recorded first, and the count is reset when a batch succeeds.
     *
     * @param isAttempt whether this process tries the job for the first time; a retry after Kafka was unavailable does
     *     not count
     */
    void run(FileJob from, RowPublisher publisher, boolean isAttempt) throws IOException, InterruptedException {
        FileJob job = FileJob.newBuilder(from).setState(FileState.RUNNING).build();
        FileJob ended;
        try {
            if (isAttempt) {
                attempt(job, publisher);
            }
            Agency agency = catalogue.findAgency(job.getAgency()).orElseThrow(() -> gone(job.getAgency()));
            EventType type = catalogue.findType(job.getType()).orElseThrow(() -> gone(job.getType()));
            ended = ended(rows(job, agency, type, publisher), FileState.DONE);
        } catch (UnreadableFileException e) {
            ended = failed(job, e);
        } catch (NoSuchFileException e) {
            ended = failed(job, new UnreadableFileException(job.getLine() + 1, Detail.of("file.lost")));
        } catch (KafkaException e) {
            throw e; // it is unknown what is in the log: the job is resumed from its state in the topic
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("a file could not be processed; report it as a defect: job={}", job.getId(), e);
            ended = failed(job, new UnreadableFileException(job.getLine() + 1, Detail.of("file.internal")));
        }
        publisher.publish(ended);
        spool.done(job.getId());
    }

    private static void attempt(FileJob job, RowPublisher publisher) {
        if (job.getAttempts() >= MOST_ATTEMPTS) {
            throw new UnreadableFileException(job.getLine() + 1, Detail.of("file.attempts", MOST_ATTEMPTS));
        }
        job.setAttempts(job.getAttempts() + 1);
        publisher.publish(job);
    }

    private static UnreadableFileException gone(String what) {
        return new UnreadableFileException(1, Detail.of("file.catalogue", what));
    }

    private FileJob ended(FileJob job, FileState state) {
        job.setState(state);
        job.setMapping(""); // up to half a megabyte that is no longer needed, while the job is kept for over a year
        job.setChangedAt(clock.instant());
        return job;
    }

    private FileJob failed(FileJob job, UnreadableFileException e) {
        job.setFailure(e.detail().key());
        job.setFailureArgs(e.detail().args());
        job.setFailureLine(e.line());
        return ended(job, FileState.FAILED);
    }

    /** Publishes the remaining rows of the file, and the job's state with each batch. */
    private FileJob rows(FileJob job, Agency agency, EventType type, RowPublisher publisher)
            throws IOException, InterruptedException {
        try (RefusedRows refused = RefusedRows.openAt(spool.refused(job.getId()), job.getRefusedBytes())) {
            Mapping mapping = mapping(job, type);
            Survey survey = survey(job, mapping);
            if (job.getRows() == null) {
                job.setRows(survey.rows());
                publisher.publish(job);
            }
            long resumedAfter = job.getLine();
            List<Admitted> wouldBeTaken = new ArrayList<>();
            RowRemarks remarks = new RowRemarks();
            try (Table table = spool.table(job.getId(), mapping.columns())) {
                Row row = table.next();
                for (; row != null && row.line() <= resumedAfter; row = table.next()) {
                    new Batch(remarks).add(row, mapping, agency, survey.conventions());
                }
                while (row != null) {
                    Batch batch = new Batch(remarks);
                    while (row != null && batch.size() < BATCH) {
                        batch.add(row, mapping, agency, survey.conventions());
                        row = table.next();
                    }
                    batch.publish(job, survey.notes(), refused, publisher);
                    if (job.getRefusedBytes() > MOST_REFUSED_BYTES) {
                        throw new UnreadableFileException(
                                job.getLine(), Detail.of("file.refused", MOST_REFUSED_BYTES >> 20));
                    }
                    if (job.getDryRun()) {
                        batch.admitted()
                                .limit(DryRunClient.MOST + 1L - wouldBeTaken.size())
                                .forEach(wouldBeTaken::add);
                    } else {
                        throttle.keep(publisher.topic(type));
                    }
                }
            }
            if (job.getDryRun()) {
                Effect effect = resumedAfter > 0
                        ? Effect.unavailable("the hub was restarted in the meantime; send the file again")
                        : dryRuns.of(wouldBeTaken);
                spool.keepEffect(job.getId(), JSON.writeValueAsString(effect));
            }
        }
        return job;
    }

    private static Mapping mapping(FileJob job, EventType type) {
        try {
            return Mapping.read(job.getMapping(), type);
        } catch (CatalogueException e) {
            throw new UnreadableFileException(1, Detail.of("file.mapping", String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads the file once to its end, so that errors in it and the format of each column are known before its first row
     * is published.
     */
    private Survey survey(FileJob job, Mapping mapping) throws IOException {
        try (Table table = spool.table(job.getId(), mapping.columns())) {
            if (table.header().stream()
                    .anyMatch(column -> PersonalData.in(column).isPresent())) {
                throw new UnreadableFileException(1, Detail.of("file.personal-header"));
            }
            Survey survey = mapping.survey(table);
            job.setColumns(table.header());
            job.setSeparator(String.valueOf(table.separator()));
            job.setNotes(new RowRemarks().with(survey.notes()));
            return survey;
        }
    }

    /** Rows that are written to Kafka together. */
    private final class Batch {

        private final Instant now = clock.instant();
        private final RowRemarks remarks;
        private final List<Tried> tried = new ArrayList<>();
        private final List<RefusedRow> refusedRows = new ArrayList<>();
        private long skipped;
        private long line;
        private long findings;
        private @Nullable Long firstFinding;

        /** @param remarks about the rows before */
        Batch(RowRemarks remarks) {
            this.remarks = remarks;
        }

        int size() {
            return tried.size() + (int) skipped;
        }

        Stream<Admitted> admitted() {
            return tried.stream()
                    .map(Tried::admission)
                    .filter(Admitted.class::isInstance)
                    .map(Admitted.class::cast);
        }

        void add(Row row, Mapping mapping, Agency agency, Conventions conventions) {
            line = row.line();
            Detail problem = mapping.problem(row);
            if (problem != null) {
                refuse(row, UNREADABLE, new Refused(RefusalReason.MALFORMED, problem, null), mapping, conventions);
                return;
            }
            Optional<Submission> event = mapping.event(row, agency.code(), conventions);
            if (event.isEmpty()) {
                skipped++;
                return;
            }
            Admission admission = remarks.next(policy.admit(event.get(), agency, now), line);
            if (admission instanceof Refused refused) {
                refuse(row, event.get(), refused, mapping, conventions);
            } else if (admission instanceof Admitted admitted) {
                tried.add(new Tried(line, event.get(), admitted));
                if (Finding.of(admitted).stream().anyMatch(Finding::mayNameAPerson)) {
                    findings++;
                    firstFinding = firstFinding == null ? line : firstFinding;
                }
            }
        }

        private void refuse(Row row, Submission event, Refused refused, Mapping mapping, Conventions conventions) {
            tried.add(new Tried(line, event, refused));
            refusedRows.add(RefusedRow.of(row, mapping.returned(row, conventions), refused, mapping::column));
        }

        void publish(FileJob job, List<Detail> notes, RefusedRows refused, RowPublisher publisher) throws IOException {
            FileJob next = FileJob.newBuilder(job).build();
            Map<String, Long> reasons = new TreeMap<>(job.getRefused());
            refusedRows.forEach(row -> reasons.merge(row.reason(), 1L, Long::sum));
            next.setRefused(reasons);
            next.setRefusedBytes(refused.add(refusedRows));
            next.setAccepted(job.getAccepted() + tried.size() - refusedRows.size());
            next.setSkipped(job.getSkipped() + skipped);
            next.setLine(line);
            next.setAttempts(0);
            next.setFindings(job.getFindings() + findings);
            next.setFirstFinding(job.getFirstFinding() == null ? firstFinding : job.getFirstFinding());
            next.setNotes(remarks.with(notes));
            next.setChangedAt(now);
            if (next.getDryRun()) {
                publisher.publish(next);
            } else {
                publisher.publish(tried, next, now);
            }
            job.setRefused(next.getRefused());
            job.setRefusedBytes(next.getRefusedBytes());
            job.setAccepted(next.getAccepted());
            job.setSkipped(next.getSkipped());
            job.setLine(next.getLine());
            job.setAttempts(next.getAttempts());
            job.setFindings(next.getFindings());
            job.setFirstFinding(next.getFirstFinding());
            job.setNotes(next.getNotes());
        }
    }
}
