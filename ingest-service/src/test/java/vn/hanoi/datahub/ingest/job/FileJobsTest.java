package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.ingest.api.OverQuotaException;
import vn.hanoi.datahub.ingest.file.Table;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

/** What an agency's refused rows may take of the disk. */
class FileJobsTest {

    @TempDir
    private Path folder;

    private static FileJob job(String id, int minute, FileState state, long refusedBytes) {
        return FileJob.newBuilder(Jobs.job(id, state))
                .setChangedAt(Jobs.NOW.plusSeconds(60L * minute))
                .setRefusedBytes(refusedBytes)
                .build();
    }

    private static FileJobs jobs(String instance, Spool spool) {
        JobStore store = new JobStore();
        FileJob waiting = FileJob.newBuilder(Jobs.job("waiting", FileState.RECEIVED))
                .setBytes(5)
                .build();
        store.take(new ConsumerRecord<>("jobs", 0, 0, waiting.getId(), waiting), true);
        return new FileJobs(new JobTopic(store, null, null, null), spool, instance, () -> Jobs.NOW, 10);
    }

    private static FileJob theirs(FileJob job) {
        return FileJob.newBuilder(job).setAgency("H26.HCC").build();
    }

    @Test
    void theNewestListsOfAnAgencyAreKept_asFarAsTheyFit() {
        long half = FileJobs.MOST_REFUSED_BYTES / 2;

        assertThat(FileJobs.spareLists(List.of(
                        job("oldest", 1, FileState.FAILED, 1),
                        job("third", 2, FileState.DONE, half),
                        job("second", 3, FileState.DONE, half),
                        job("newest", 4, FileState.DONE, half),
                        job("running", 0, FileState.RUNNING, half),
                        theirs(job("theirs", 0, FileState.DONE, half)))))
                .containsExactlyInAnyOrder("oldest", "third");
    }

    @Test
    void aListThatIsNotKept_isToldFromOneWithoutRows() throws Exception {
        Spool spool = new Spool(folder, 1, new Table.Limits(1));
        FileJobs jobs = jobs("ingest-0", spool);
        FileJob refused = job("a", 1, FileState.DONE, 5);

        assertThat(jobs.hasRefused(refused)).isFalse();
        Files.writeString(spool.refused("a"), "row\n");
        assertThat(jobs.hasRefused(refused)).isTrue();
        assertThat(jobs.hasRefused(job("b", 1, FileState.DONE, 0))).isTrue();
        assertThat(jobs("ingest-1", spool).hasRefused(refused))
                .as("of another instance")
                .isFalse();
    }

    @Test
    void ofAFileForWhichThereIsNoRoom_nothingStays() throws Exception {
        Spool spool = new Spool(folder, 100, new Table.Limits(1));
        Agency agency = new Agency("H26.NNMT", new Text("vi", "en"), Set.of(), null, null, Agency.Tenure.UNLIMITED);

        assertThatThrownBy(() -> jobs("ingest-0", spool)
                        .take(new ByteArrayInputStream(new byte[6]), agency, null, "air.csv", "", false))
                .isInstanceOf(OverQuotaException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
