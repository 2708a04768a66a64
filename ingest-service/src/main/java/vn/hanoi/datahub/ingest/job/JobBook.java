package vn.hanoi.datahub.ingest.job;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hanoi.datahub.quality.FileJob;

/** All jobs as their topic has them. Written by the feed's one thread, read by all. */
public final class JobBook {

    private final Map<String, FileJob> jobs = new ConcurrentHashMap<>();

    public void put(FileJob job) {
        jobs.put(job.getId(), job);
    }

    public Optional<FileJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    public Collection<FileJob> all() {
        return jobs.values();
    }
}
