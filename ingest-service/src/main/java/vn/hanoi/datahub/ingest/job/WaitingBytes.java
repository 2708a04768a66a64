package vn.hanoi.datahub.ingest.job;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import vn.hanoi.datahub.ingest.api.OverQuotaException;
import vn.hanoi.datahub.quality.FileJob;

/**
 * How much of this instance's disk an agency's files take: those whose jobs are waiting or in progress, and those that
 * have no job, because they are still arriving or Kafka did not respond. Files that arrive at the same time cannot
 * exceed the limit together.
 */
final class WaitingBytes {

    private final JobStore store;
    private final Predicate<FileJob> isKeptHere;
    private final long most;
    private final Map<String, Held> withoutJob = new ConcurrentHashMap<>();

    private record Held(String agency, long bytes) {
        Held and(Held more) {
            return new Held(agency, bytes + more.bytes);
        }
    }

    /** @param most maximum number of bytes of one agency */
    WaitingBytes(JobStore store, Predicate<FileJob> isKeptHere, long most) {
        this.store = store;
        this.isKeptHere = isKeptHere;
        this.most = most;
    }

    /**
     * Returns a file's content, which is counted while it is read. Reading it fails with an {@link OverQuotaException}
     * where the agency's files would exceed the limit together. Whether a file is too large by itself is decided by
     * whoever reads it.
     */
    InputStream counted(InputStream content, String id, String agency) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                return count(super.read(), 1);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                return count(read, read);
            }

            private int count(int result, int bytes) {
                if (result >= 0) {
                    long own = withoutJob
                            .merge(id, new Held(agency, bytes), Held::and)
                            .bytes();
                    if (own <= most) { // otherwise no file would be accepted that is so large, now or later
                        ensureWithin(agency);
                    }
                }
                return result;
            }
        };
    }

    private void ensureWithin(String agency) {
        // In this order: a file that gets its job in the meantime is counted twice rather than never.
        long arriving = withoutJob.entrySet().stream()
                .filter(file -> file.getValue().agency().equals(agency)
                        && store.find(file.getKey()).isEmpty())
                .mapToLong(file -> file.getValue().bytes())
                .sum();
        if (arriving + store.bytesInWork(agency, isKeptHere) > most) {
            throw new OverQuotaException(
                    "the files of " + agency + " that are waiting would take more than " + most + " bytes",
                    FileJobs.LATER_SECONDS);
        }
    }

    /**
     * Forgets the files that have a job by now, or are no longer on disk.
     *
     * @param isOnDisk whether there is a file with an id
     */
    void forget(Predicate<String> isOnDisk) {
        withoutJob.keySet().removeIf(id -> store.find(id).isPresent() || !isOnDisk.test(id));
    }
}
