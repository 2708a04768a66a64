package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

/**
 * Accepts files and processes several at a time, but at most one per agency, so that one agency's large file does not
 * delay another's small one. A job that was interrupted, because the process was killed or Kafka was unavailable, is
 * resumed from its state in the topic.
 */
final class FileJobs implements AutoCloseable {

    /** How long a file may exist before its job does. */
    private static final Duration ON_THE_WAY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(FileJobs.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final long LOOK_MILLIS = 200;
    private static final int MOST_WAITING = 100;
    private static final long AGAIN_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 10_000;

    private final JobStore jobStore;
    private final FollowedTopic<String, FileJob> feed;
    private final ConfirmedWriter<FileJob> topic;
    private final Admin admin;
    private final Spool spool;
    private final FileRun run;
    private final PublisherFactory publishers;
    private final String instance;
    private final InstantSource clock;
    private final BooleanSupplier quarantinesAreKnown;
    private final List<Thread> workers;
    private final Set<String> agenciesInWork = ConcurrentHashMap.newKeySet();

    /** Jobs that this process has begun but not finished. */
    private final Set<String> attempted = ConcurrentHashMap.newKeySet();

    private final CountDownLatch initialised;
    private volatile boolean running = true;
    private Instant sweepsAgain = Instant.MIN;

    /** Creates the publisher of a worker, whose number is part of the transactional id. */
    @FunctionalInterface
    public interface PublisherFactory {
        RowPublisher of(int worker);
    }

    /**
     * @param instance this instance's name, kept across restarts
     * @param workers how many files are processed at the same time
     * @param quarantinesAreKnown whether the quarantines in force have been read; until then, no row is processed
     */
    public FileJobs(
            JobStore jobStore,
            FollowedTopic<String, FileJob> feed,
            ConfirmedWriter<FileJob> topic,
            Admin admin,
            Spool spool,
            FileRun run,
            PublisherFactory publishers,
            String instance,
            int workers,
            InstantSource clock,
            BooleanSupplier quarantinesAreKnown) {
        this.quarantinesAreKnown = quarantinesAreKnown;
        this.jobStore = jobStore;
        this.feed = feed;
        this.topic = topic;
        this.admin = admin;
        this.spool = spool;
        this.run = run;
        this.publishers = publishers;
        this.instance = instance;
        this.clock = clock;
        this.initialised = new CountDownLatch(workers);
        this.workers = Stream.iterate(0, worker -> worker + 1)
                .limit(workers)
                .map(worker -> new Thread(() -> work(worker), "files-" + worker))
                .toList();
    }

    /** Starts processing the waiting jobs. */
    public void start() {
        workers.forEach(worker -> {
            worker.setDaemon(true);
            worker.start();
        });
    }

    /**
     * Accepts a file. When the call returns, the file is on disk and its job is in Kafka. If the same file is already
     * waiting or in progress, returns its job.
     *
     * @throws Spool.TooLargeException when the file exceeds the size limit
     * @throws KafkaException when Kafka does not respond; the file stays on disk, in case Kafka has the job
     *     nevertheless
     */
    public FileJob take(InputStream content, Agency agency, EventType type, String name, String mapping, boolean dryRun)
            throws IOException {
        String id = UUID.randomUUID().toString();
        Spool.Kept kept = spool.keep(id, content);
        String sha256 = Digest.of(kept.sha256() + mapping).hex();
        List<FileJob> waiting = jobStore.inWork().stream()
                .filter(job -> job.getAgency().equals(agency.code()))
                .toList();
        Optional<FileJob> same = waiting.stream()
                .filter(job -> job.getType().equals(type.name())
                        && job.getSha256().equals(sha256)
                        && job.getDryRun() == dryRun
                        && (!isKeptHere(job) || spool.has(job.getId())))
                .findFirst();
        if (same.isPresent()) {
            spool.done(id);
            return same.get();
        }
        if (waiting.size() >= MOST_WAITING) {
            spool.done(id);
            throw new ServiceUnavailableException(waiting.size() + " files of " + agency.code()
                    + " are waiting; send this one again when some are finished");
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
        topic.put(id, job); // if Kafka does not respond in time, it may still have the job: the file stays on disk
        return job;
    }

    /** Returns the newest file before a file that had the same content and mapping, and of which rows were accepted. */
    Optional<FileJob> sentBefore(FileJob job) {
        return jobStore.sentBefore(job);
    }

    private void work(int worker) {
        RowPublisher publisher = null;
        String held = null;
        while (running) {
            try {
                if (publisher == null) {
                    publisher = publishers.of(
                            worker); // aborts what a predecessor left open: from here on, the topic is accurate
                    initialised.countDown();
                    initialised.await(); // also what other workers' predecessors left open
                    awaitTopic();
                }
                if (worker == 0) {
                    sweep();
                }
                if (held != null) { // only now: until here, another worker could have read the job's former state
                    agenciesInWork.remove(held);
                    held = null;
                }
                FileJob job = next().orElse(null);
                if (job == null) {
                    Thread.sleep(LOOK_MILLIS);
                } else {
                    held = job.getAgency();
                    run.run(job, publisher, attempted.add(job.getId()));
                    attempted.remove(job.getId());
                    awaitTopic();
                }
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
                running = false;
            } catch (KafkaException | IOException e) {
                LOG.warn("a file was interrupted and will be resumed shortly: agency={} cause={}", held, e.toString());
                publisher = closed(publisher);
            } catch (RuntimeException e) {
                LOG.error("a file was interrupted and will be resumed shortly: agency={}", held, e);
                publisher = closed(publisher);
            }
        }
        closed(publisher);
    }

    /**
     * Deletes what no job needs any more, when the service starts and then every hour. A file may exist for some time
     * before its job does.
     */
    private void sweep() throws IOException {
        Instant now = clock.instant();
        if (feed.isCaughtUp() && !now.isBefore(sweepsAgain)) {
            spool.sweep(id -> jobStore.find(id).isPresent(), now.minus(ON_THE_WAY));
            sweepsAgain = now.plus(SWEEP_EVERY);
        }
    }

    private @Nullable RowPublisher closed(@Nullable RowPublisher publisher) {
        if (publisher != null) {
            boolean interrupted =
                    Thread.interrupted(); // otherwise Kafka's producer leaves its thread and connections behind
            try {
                publisher.close();
            } catch (KafkaException e) {
                LOG.warn("a publisher of files was not closed cleanly: {}", e.toString());
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            if (running) {
                Thread.sleep(AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
        return null;
    }

    /** Returns the oldest job of this instance whose agency has none in progress. */
    private synchronized Optional<FileJob> next() {
        if (!quarantinesAreKnown.getAsBoolean() || !feed.isCaughtUp()) {
            return Optional.empty();
        }
        Optional<FileJob> next = jobStore.inWork().stream()
                .filter(job -> job.getInstance().equals(instance) && !agenciesInWork.contains(job.getAgency()))
                .findFirst();
        // Another worker may have finished it while the jobs were being read.
        next = next.flatMap(job -> jobStore.find(job.getId())).filter(JobStore::isInWork);
        next.ifPresent(job -> agenciesInWork.add(job.getAgency()));
        return next;
    }

    /** Waits until the job store has everything that was in the topic at the time of the call. */
    private void awaitTopic() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        feed.whenCurrent(admin, passed::countDown);
        if (!passed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new KafkaException("the topic of file jobs cannot be read to its end");
        }
    }

    public Optional<FileJob> find(String id) {
        return jobStore.find(id);
    }

    /** Returns the jobs of an agency, or of all agencies if it is null, newest first. */
    public List<FileJob> newestFirst(@Nullable String agency) {
        return jobStore.all().stream()
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

    /** Returns a state as it is written in responses. */
    public static String word(FileState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread worker : workers) {
            worker.interrupt();
            worker.join(TimeUnit.SECONDS.toMillis(5));
        }
    }
}
