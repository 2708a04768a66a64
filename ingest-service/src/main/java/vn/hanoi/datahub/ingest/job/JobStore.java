package vn.hanoi.datahub.ingest.job;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.topic.Topic;

/**
 * The jobs of files as their topic has them: those in work apart from those that ended, so that what is asked for five
 * times a second does not grow with what is over. Ended jobs are kept for thirteen months. Written by the feed's one
 * thread, read by all.
 */
public final class JobStore implements TopicHandler<String, FileJob> {

    private static final Comparator<FileJob> OLDEST_FIRST =
            Comparator.comparing(FileJob::getReceivedAt).thenComparing(FileJob::getId);

    private record Known(FileJob job, long offset) {}

    private final Map<String, Known> all = new ConcurrentHashMap<>();
    private final Map<String, FileJob> inWork = new ConcurrentHashMap<>();

    /**
     * Takes a job's state from its place in the topic; an older one than is known is skipped, as when the topic is read
     * again from its beginning.
     */
    @Override
    public void take(ConsumerRecord<String, FileJob> record, boolean isNew) {
        FileJob job = record.value();
        Known known = all.get(job.getId());
        if (known != null && known.offset() > record.offset()) {
            return;
        }
        all.put(job.getId(), new Known(job, record.offset()));
        if (isInWork(job)) {
            inWork.put(job.getId(), job);
        } else {
            inWork.remove(job.getId());
        }
    }

    @Override
    public void forget(String id) {
        all.remove(id);
        inWork.remove(id);
    }

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofAge(Topic.THIRTEEN_MONTHS);
    }

    @Override
    public void forgetBefore(Instant moment) {
        all.values()
                .removeIf(known ->
                        !isInWork(known.job()) && known.job().getChangedAt().isBefore(moment));
    }

    public Optional<FileJob> find(String id) {
        return Optional.ofNullable(all.get(id)).map(Known::job);
    }

    /** Those that wait or are worked on, oldest first. */
    List<FileJob> inWork() {
        return inWork.values().stream().sorted(OLDEST_FIRST).toList();
    }

    /** All that are kept. */
    public Collection<FileJob> all() {
        return all.values().stream().map(Known::job).toList();
    }

    static boolean isInWork(FileJob job) {
        return job.getState() == FileState.RECEIVED || job.getState() == FileState.RUNNING;
    }
}
