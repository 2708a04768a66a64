package vn.hanoi.datahub.ingest.job;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hanoi.datahub.quality.FileJob;

/** All jobs as their topic has them. Written by the feed's one thread, read by all. */
public final class JobBook {

    private final Map<String, FileJob> jobs = new ConcurrentHashMap<>();
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();

    /** Takes a job's state from its place in the topic; an older one than is known is passed by, as when the topic is read again from its beginning. */
    public void put(FileJob job, long offset) {
        long known = offsets.merge(job.getId(), offset, Math::max);
        if (known == offset) {
            jobs.put(job.getId(), job);
        }
    }

    public Optional<FileJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    public Collection<FileJob> all() {
        return jobs.values();
    }
}
