package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.ingest.api.OverQuotaException;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

/** The files that were sent, and the jobs of processing them. */
final class FileJobs {

    /** How long a file may exist before its job does. */
    private static final Duration ON_THE_WAY = Duration.ofHours(1);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final int MOST_WAITING = 100;

    /** When an agency is told to send a file again of which too many are waiting. */
    static final long LATER_SECONDS = 30;

    /** Maximum size of the lists of refused rows of one agency; the newest are kept. */
    static final long MOST_REFUSED_BYTES = 1L << 30;

    private final JobTopic topic;
    private final Spool spool;
    private final String instance;
    private final InstantSource clock;
    private final WaitingBytes waitingBytes;
    private Instant sweepsAgain = Instant.MIN;

    /**
     * @param instance this instance's name, kept across restarts
     * @param mostWaiting how many bytes the waiting files of one agency may take on this instance
     */
    public FileJobs(JobTopic topic, Spool spool, String instance, InstantSource clock, long mostWaiting) {
        this.waitingBytes = new WaitingBytes(topic.store(), this::isKeptHere, mostWaiting);
        this.topic = topic;
        this.spool = spool;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Accepts a file. When the call returns, the file is on disk and its job is in Kafka. If the same file is already
     * waiting or in progress, returns its job.
     *
     * @throws Spool.TooLargeException when the file exceeds the size limit
     * @throws OverQuotaException when too many files of the agency are waiting, or they take too much
     * @throws KafkaException when Kafka does not respond; the file stays on disk, in case Kafka has the job
     *     nevertheless
     */
    public FileJob take(InputStream content, Agency agency, EventType type, String name, String mapping, boolean dryRun)
            throws IOException {
        String id = UUID.randomUUID().toString();
        Spool.Kept kept;
        try {
            kept = spool.keep(id, waitingBytes.counted(content, id, agency.code()));
        } finally {
            waitingBytes.forget(spool::has);
        }
        String sha256 = Digest.of(kept.sha256() + mapping).hex();
        List<FileJob> waiting = topic.store().inWork().stream()
                .filter(job -> job.getAgency().equals(agency.code()))
                .toList();
        Optional<FileJob> same = waiting.stream()
                .filter(job -> job.getType().equals(type.name())
                        && job.getSha256().equals(sha256)
                        && job.getDryRun() == dryRun
                        && (!isKeptHere(job) || spool.has(job.getId())))
                .findFirst();
        if (same.isPresent()) {
            remove(id);
            return same.get();
        }
        if (waiting.size() >= MOST_WAITING) {
            remove(id);
            throw new OverQuotaException(waiting.size() + " files of " + agency.code() + " are waiting", LATER_SECONDS);
        }
        FileJob job = FileJob.newBuilder()
                .setId(id)
                .setAgency(agency.code())
                .setType(type.name())
                .setState(FileState.RECEIVED)
                .setDryRun(dryRun)
                .setName(name)
                .setBytes(kept.bytes())
                .setSha256(sha256)
                .setMapping(mapping)
                .setInstance(instance)
                .setReceivedAt(clock.instant())
                .setChangedAt(clock.instant())
                .build();
        topic.writer()
                .put(id, job); // if Kafka does not respond in time, it may still have the job: the file stays on disk
        waitingBytes.forget(spool::has);
        return job;
    }

    private void remove(String id) throws IOException {
        spool.done(id);
        waitingBytes.forget(spool::has);
    }

    /** Returns the newest file before a file that had the same content and mapping, and of which rows were accepted. */
    Optional<FileJob> sentBefore(FileJob job) {
        return topic.store().sentBefore(job);
    }

    /**
     * Deletes what no job needs any more, when the service starts and then every hour. A file may exist for some time
     * before its job does.
     */
    void sweep() throws IOException {
        Instant now = clock.instant();
        if (topic.feed().isCaughtUp() && !now.isBefore(sweepsAgain)) {
            Set<String> spare = spareLists(topic.store().all());
            spool.sweep(id -> topic.store().find(id).isPresent() && !spare.contains(id), now.minus(ON_THE_WAY));
            waitingBytes.forget(spool::has);
            sweepsAgain = now.plus(SWEEP_EVERY);
        }
    }

    /** Returns the ended jobs whose lists of refused rows are too old for what the lists of an agency may take. */
    static Set<String> spareLists(Collection<FileJob> jobs) {
        Map<String, Long> bytes = new HashMap<>();
        return jobs.stream()
                .filter(job -> !JobStore.isInWork(job))
                .sorted(Comparator.comparing(FileJob::getChangedAt).reversed())
                .filter(job -> bytes.merge(job.getAgency(), job.getRefusedBytes(), Long::sum) > MOST_REFUSED_BYTES)
                .map(FileJob::getId)
                .collect(Collectors.toSet());
    }

    /** Returns this instance's jobs that are waiting or in progress, oldest first; none until all jobs are known. */
    Stream<FileJob> inWorkHere() {
        return topic.feed().isCaughtUp() ? topic.store().inWork().stream().filter(this::isKeptHere) : Stream.empty();
    }

    public Optional<FileJob> find(String id) {
        return topic.store().find(id);
    }

    /** Returns the jobs of an agency, or of all agencies if it is null, newest first. */
    public List<FileJob> newestFirst(@Nullable String agency) {
        return topic.store().all().stream()
                .filter(job -> agency == null || agency.equals(job.getAgency()))
                .sorted(Comparator.comparing(FileJob::getReceivedAt).reversed())
                .toList();
    }

    /** Returns the refused rows of a job that is stored on this instance. The caller closes the stream. */
    public Stream<RefusedRow> refused(FileJob job) throws IOException {
        return RefusedRows.read(spool.refused(job.getId()), job.getRefusedBytes());
    }

    /** Returns what the rows of a job would change, as JSON; only for a dry run that was completed on this instance. */
    public Optional<String> effect(FileJob job) throws IOException {
        Path effect = spool.effect(job.getId());
        return Files.exists(effect) ? Optional.of(Files.readString(effect)) : Optional.empty();
    }

    public boolean isKeptHere(FileJob job) {
        return job.getInstance().equals(instance);
    }

    /**
     * Returns whether a job's list of refused rows is still on this instance; a job without refused rows needs none.
     */
    boolean hasRefused(FileJob job) {
        return isKeptHere(job) && (job.getRefusedBytes() == 0 || Files.exists(spool.refused(job.getId())));
    }

    /** Returns a state as it is written in responses. */
    public static String word(FileState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
