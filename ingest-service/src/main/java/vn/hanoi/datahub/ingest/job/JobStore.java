package vn.hanoi.datahub.ingest.job;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * The file jobs in their topic. Jobs in progress are stored apart from finished ones, so that a query that runs five
 * times a second does not slow down as finished jobs accumulate. Finished jobs are kept for thirteen months, of one
 * agency the newest ten thousand. Only the feed's thread writes them; any thread may read them.
 */
public final class JobStore implements TopicHandler<String, FileJob> {

    private static final Comparator<FileJob> OLDEST_FIRST =
            Comparator.comparing(FileJob::getReceivedAt).thenComparing(FileJob::getId);
    private static final Comparator<FileJob> ENDED_FIRST =
            Comparator.comparing(FileJob::getChangedAt).thenComparing(FileJob::getId);

    /** Twenty-five files a day; an agency that sends more, or floods the hub, does not fill its memory. */
    static final int MOST_OF_AN_AGENCY = 10_000;

    private record Known(FileJob job, long offset) {}

    private final Map<String, Known> all = new ConcurrentHashMap<>();
    private final Map<String, FileJob> inWork = new ConcurrentHashMap<>();

    /** The finished jobs of each agency; only the feed's thread uses them. */
    private final Map<String, NavigableSet<FileJob>> ended = new HashMap<>();

    /**
     * Stores a job's state. A state that is older than the known one is skipped, as happens when the topic is read
     * again from its beginning.
     */
    @Override
    public void take(ConsumerRecord<String, FileJob> record, boolean isNew) {
        FileJob job = record.value();
        Known known = all.get(job.getId());
        if (known != null && known.offset() > record.offset()) {
            return;
        }
        if (known != null) {
            ended(known.job()).remove(known.job());
        }
        all.put(job.getId(), new Known(job, record.offset()));
        if (isInWork(job)) {
            inWork.put(job.getId(), job);
            return;
        }
        inWork.remove(job.getId());
        ended(job).add(job);
        if (ended(job).size() > MOST_OF_AN_AGENCY) {
            forget(ended(job).first().getId());
        }
    }

    private NavigableSet<FileJob> ended(FileJob ofSameAgency) {
        return ended.computeIfAbsent(ofSameAgency.getAgency(), code -> new TreeSet<>(ENDED_FIRST));
    }

    @Override
    public void forget(String id) {
        Known known = all.remove(id);
        inWork.remove(id);
        if (known != null) {
            ended(known.job()).remove(known.job());
        }
    }

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofAge(Topic.THIRTEEN_MONTHS);
    }

    @Override
    public void forgetBefore(Instant moment) {
        for (NavigableSet<FileJob> ofAgency : ended.values()) {
            while (!ofAgency.isEmpty() && ofAgency.first().getChangedAt().isBefore(moment)) {
                forget(ofAgency.first().getId());
            }
        }
    }

    public Optional<FileJob> find(String id) {
        return Optional.ofNullable(all.get(id)).map(Known::job);
    }

    /** Returns the jobs that are waiting or in progress, oldest first. */
    List<FileJob> inWork() {
        return inWork.values().stream().sorted(OLDEST_FIRST).toList();
    }

    /** Returns how much the files of an agency take whose jobs are waiting or in progress. */
    long bytesInWork(String agency, Predicate<FileJob> counts) {
        return inWork.values().stream()
                .filter(job -> job.getAgency().equals(agency) && counts.test(job))
                .mapToLong(FileJob::getBytes)
                .sum();
    }

    public Collection<FileJob> all() {
        return all.values().stream().map(Known::job).toList();
    }

    /** Returns the newest file before a file that had the same content and mapping, and of which rows were accepted. */
    Optional<FileJob> sentBefore(FileJob job) {
        return all().stream()
                .filter(each -> each.getSha256().equals(job.getSha256())
                        && each.getAgency().equals(job.getAgency())
                        && each.getType().equals(job.getType())
                        && each.getState() == FileState.DONE
                        && !each.getDryRun()
                        && each.getAccepted() > 0
                        && OLDEST_FIRST.compare(each, job) < 0)
                .max(OLDEST_FIRST);
    }

    static boolean isInWork(FileJob job) {
        return job.getState() == FileState.RECEIVED || job.getState() == FileState.RUNNING;
    }
}
