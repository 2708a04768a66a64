package vn.hanoi.datahub.ingest.job;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.quality.FileJob;

/** The topic of file jobs, and what has been read from it. */
record JobTopic(JobStore store, FollowedTopic<String, FileJob> feed, ConfirmedWriter<FileJob> writer, Admin admin) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Waits until the job store has everything that was in the topic at the time of the call. */
    void await() throws InterruptedException {
        if (!feed.awaitCurrent(admin, PATIENCE)) {
            throw new KafkaException("the topic of file jobs cannot be read to its end");
        }
    }
}
