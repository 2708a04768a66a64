package vn.hanoi.datahub.ingest.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.quality.FileJob;

/** The topic of file jobs, and what has been read from it. */
record JobTopic(JobStore store, FollowedTopic<String, FileJob> feed, ConfirmedWriter<FileJob> writer, Admin admin) {

    private static final long PATIENCE_MILLIS = 10_000;

    /** Waits until the job store has everything that was in the topic at the time of the call. */
    void await() throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        feed.whenCurrent(admin, passed::countDown);
        if (!passed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new KafkaException("the topic of file jobs cannot be read to its end");
        }
    }
}
