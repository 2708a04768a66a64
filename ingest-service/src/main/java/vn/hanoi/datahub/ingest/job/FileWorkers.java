package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.ingest.publish.RowPublisher;
import vn.hanoi.datahub.quality.FileJob;

/**
 * Processes several files at a time, but at most one per agency, so that one agency's large file does not delay
 * another's small one. A job that was interrupted, because the process was killed or Kafka was unavailable, is resumed
 * from its state in the topic.
 */
final class FileWorkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWorkers.class);
    private static final long LOOK_MILLIS = 200;
    private static final long AGAIN_MILLIS = 2_000;

    private final FileJobs jobs;
    private final JobTopic topic;
    private final FileRun run;
    private final PublisherFactory publishers;
    private final BooleanSupplier quarantinesAreKnown;
    private final List<Thread> workers;
    private final Set<String> agenciesInWork = ConcurrentHashMap.newKeySet();

    /** Jobs that this process has begun but not finished. */
    private final Set<String> attempted = ConcurrentHashMap.newKeySet();

    private final CountDownLatch initialised;
    private volatile boolean running = true;

    /** Creates the publisher of a worker, whose number is part of the transactional id. */
    @FunctionalInterface
    public interface PublisherFactory {
        RowPublisher of(int worker);
    }

    /**
     * @param workers how many files are processed at the same time
     * @param quarantinesAreKnown whether the quarantines in force have been read; until then, no row is processed
     */
    public FileWorkers(
            FileJobs jobs,
            JobTopic topic,
            FileRun run,
            PublisherFactory publishers,
            int workers,
            BooleanSupplier quarantinesAreKnown) {
        this.jobs = jobs;
        this.topic = topic;
        this.run = run;
        this.publishers = publishers;
        this.quarantinesAreKnown = quarantinesAreKnown;
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
                    topic.await();
                }
                if (worker == 0) {
                    jobs.sweep();
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
                    topic.await();
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
        if (!quarantinesAreKnown.getAsBoolean()) {
            return Optional.empty();
        }
        Optional<FileJob> next = jobs.inWorkHere()
                .filter(job -> !agenciesInWork.contains(job.getAgency()))
                .findFirst();
        // Another worker may have finished it while the jobs were being read.
        next = next.flatMap(job -> jobs.find(job.getId())).filter(JobStore::isInWork);
        next.ifPresent(job -> agenciesInWork.add(job.getAgency()));
        return next;
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
