package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

/** What is known of the files in work and of those that are done, as their topic tells it. */
class JobStoreTest {

    private final JobStore jobStore = new JobStore();

    private void take(FileJob job, long offset) {
        jobStore.take(new ConsumerRecord<>("hanoi.file-job.v1", 0, offset, job.getId(), job), true);
    }

    private static FileJob received(String id, Instant at) {
        return FileJob.newBuilder(Jobs.job(id, FileState.RECEIVED))
                .setReceivedAt(at)
                .build();
    }

    private static FileJob changed(String id, FileState state, Instant at) {
        return FileJob.newBuilder(Jobs.job(id, state)).setChangedAt(at).build();
    }

    @ParameterizedTest
    @EnumSource(
            value = FileState.class,
            names = {"DONE", "FAILED"})
    void aJobThatEnded_isFound_andNotInWork(FileState ended) {
        take(Jobs.job("a", FileState.RECEIVED), 1);
        assertThat(jobStore.inWork()).extracting(FileJob::getId).containsExactly("a");
        take(Jobs.job("a", FileState.RUNNING), 2);
        assertThat(jobStore.inWork()).extracting(FileJob::getState).containsExactly(FileState.RUNNING);

        take(Jobs.job("a", ended), 3);

        assertThat(jobStore.inWork()).isEmpty();
        assertThat(jobStore.find("a")).map(FileJob::getState).contains(ended);
        assertThat(jobStore.all()).hasSize(1);
    }

    /**
     * The feed reads the topic from its beginning again after a failure: a job that is done must not be worked on once
     * more.
     */
    @Test
    void anOlderState_isSkipped() {
        take(Jobs.job("a", FileState.DONE), 9);

        take(Jobs.job("a", FileState.RUNNING), 8);

        assertThat(jobStore.inWork()).isEmpty();
        assertThat(jobStore.find("a")).map(FileJob::getState).contains(FileState.DONE);
        take(Jobs.job("a", FileState.DONE), 9);
        take(Jobs.job("a", FileState.RECEIVED), 10);
        assertThat(jobStore.inWork()).hasSize(1);
    }

    @Test
    void aTombstone_removesTheJob() {
        take(Jobs.job("a", FileState.RUNNING), 1);
        take(Jobs.job("b", FileState.DONE), 2);

        jobStore.forget("a");
        jobStore.forget("b");

        assertThat(jobStore.inWork()).isEmpty();
        assertThat(jobStore.all()).isEmpty();
        assertThat(jobStore.find("a")).isEmpty();
    }

    @Test
    void worksOnTheOldestFirst() {
        take(received("late", Jobs.NOW.plusSeconds(1)), 1);
        take(received("b", Jobs.NOW), 2);
        take(received("a", Jobs.NOW), 3);

        assertThat(jobStore.inWork()).extracting(FileJob::getId).containsExactly("a", "b", "late");
    }

    @Test
    void forgetsEndedJobsPastTheirRetention_andNoneInWork() {
        Instant old = Jobs.NOW.minusSeconds(1);
        take(changed("done", FileState.DONE, old), 1);
        take(changed("failed", FileState.FAILED, old), 2);
        take(changed("running", FileState.RUNNING, old), 3);
        take(changed("received", FileState.RECEIVED, old), 4);
        take(changed("young", FileState.DONE, Jobs.NOW), 5);

        jobStore.forgetBefore(Jobs.NOW);

        assertThat(jobStore.all()).extracting(FileJob::getId).containsExactlyInAnyOrder("running", "received", "young");
        assertThat(jobStore.inWork()).hasSize(2);
        assertThat(jobStore.retention().age()).isEqualTo(Duration.ofDays(400));
    }

    /** Whoever sends a file a second fills no memory, and takes nothing from others. */
    @Test
    void ofOneAgencyTheNewestStay_andAllInWork() {
        take(
                FileJob.newBuilder(changed("theirs", FileState.DONE, Jobs.NOW.minusSeconds(1)))
                        .setAgency("H26.HCC")
                        .build(),
                1);
        take(changed("running", FileState.RUNNING, Jobs.NOW.minusSeconds(1)), 2);
        for (int i = 0; i < JobStore.MOST_OF_AN_AGENCY + 2; i++) {
            take(changed("job-" + i, FileState.RUNNING, Jobs.NOW), 10 + 2 * i);
            take(changed("job-" + i, FileState.DONE, Jobs.NOW.plusSeconds(i)), 11 + 2 * i);
        }

        assertThat(jobStore.all()).hasSize(JobStore.MOST_OF_AN_AGENCY + 2);
        assertThat(jobStore.find("job-0")).isEmpty();
        assertThat(jobStore.find("job-1")).isEmpty();
        assertThat(jobStore.find("job-2")).isPresent();
        assertThat(jobStore.find("theirs")).isPresent();
        assertThat(jobStore.inWork()).extracting(FileJob::getId).containsExactly("running");
        jobStore.forget("job-2");
        take(changed("job-3", FileState.DONE, Jobs.NOW.plusSeconds(99)), 100_000);
        take(changed("last", FileState.DONE, Jobs.NOW.plusSeconds(99_999)), 100_001);
        assertThat(jobStore.find("job-3")).as("a state of a job counts once").isPresent();
        assertThat(jobStore.find("job-4")).isPresent();
    }

    private static FileJob sent(String id, int minute, FileState state, long accepted) {
        return FileJob.newBuilder(
                        received(id, Instant.parse("2025-09-01T00:00:00Z").plusSeconds(60L * minute)))
                .setState(state)
                .setDryRun(false)
                .setSha256("content")
                .setAccepted(accepted)
                .build();
    }

    @Test
    void aFileThatWasSentBeforeIsTheNewestOneOfWhichRowsWereAccepted() {
        FileJob now = sent("now", 9, FileState.RUNNING, 0);
        take(now, 1);
        take(sent("failed", 8, FileState.FAILED, 5), 2);
        take(sent("refused", 7, FileState.DONE, 0), 3);
        take(
                FileJob.newBuilder(sent("tried", 6, FileState.DONE, 5))
                        .setDryRun(true)
                        .build(),
                4);
        take(
                FileJob.newBuilder(sent("other", 6, FileState.DONE, 5))
                        .setSha256("else")
                        .build(),
                5);
        take(
                FileJob.newBuilder(sent("theirs", 6, FileState.DONE, 5))
                        .setAgency("H26.HCC")
                        .build(),
                6);
        take(FileJob.newBuilder(sent("type", 6, FileState.DONE, 5)).setType("x").build(), 7);
        take(sent("later", 10, FileState.DONE, 5), 8);
        assertThat(jobStore.sentBefore(now)).isEmpty();

        take(sent("first", 1, FileState.DONE, 5), 9);
        take(sent("second", 2, FileState.DONE, 5), 10);

        assertThat(jobStore.sentBefore(now)).map(FileJob::getId).contains("second");
    }
}
