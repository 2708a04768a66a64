package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.ingest.api.OverQuotaException;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

/** What an agency's waiting files may take of the disk. */
class WaitingBytesTest {

    private static final String AGENCY = "H26.NNMT";
    private static final long MOST = 100;

    private final JobStore store = new JobStore();
    private final WaitingBytes waiting =
            new WaitingBytes(store, job -> job.getInstance().equals("ingest-0"), MOST);
    private final Set<String> onDisk = new HashSet<>();
    private long offset;

    private InputStream file(String id, String agency, int bytes) {
        onDisk.add(id);
        return waiting.counted(new ByteArrayInputStream(new byte[bytes]), id, agency);
    }

    private void arrives(String id, String agency, int bytes) throws Exception {
        assertThat(file(id, agency, bytes).readAllBytes()).hasSize(bytes);
    }

    private void isRefused(String id, int bytes) {
        assertThatThrownBy(() -> file(id, AGENCY, bytes).readAllBytes())
                .isInstanceOf(OverQuotaException.class)
                .hasMessage("the files of H26.NNMT that are waiting would take more than 100 bytes");
        onDisk.remove(id);
        waiting.forget(onDisk::contains);
    }

    private void put(FileJob job) {
        store.take(new ConsumerRecord<>("jobs", 0, offset++, job.getId(), job), true);
    }

    private static FileJob job(String id, FileState state, long bytes) {
        return FileJob.newBuilder(Jobs.job(id, state)).setBytes(bytes).build();
    }

    @Test
    void filesThatArriveAtOnceShareTheRoom_andThoseOfOthersDoNot() throws Exception {
        arrives("a", AGENCY, 60);
        arrives("theirs", "H26.HCC", 100);

        isRefused("b", 41);
        arrives("c", AGENCY, 40);
        isRefused("d", 1);
    }

    @Test
    void aFileIsCountedOnce_untilItsJobEnds() throws Exception {
        put(FileJob.newBuilder(job("theirs", FileState.RECEIVED, 100))
                .setAgency("H26.HCC")
                .build());
        arrives("a", AGENCY, 60);
        put(job("a", FileState.RECEIVED, 60));
        arrives("b", AGENCY, 40); // before a is forgotten: it has a job
        waiting.forget(onDisk::contains);

        isRefused("c", 1);
        put(job("a", FileState.RUNNING, 60));
        isRefused("c", 1);
        put(job("a", FileState.DONE, 60));
        arrives("c", AGENCY, 60);
    }

    @Test
    void theDiskOfAnotherInstanceIsNotCounted() {
        put(FileJob.newBuilder(job("a", FileState.RECEIVED, 100))
                .setInstance("ingest-1")
                .build());

        assertThatCode(() -> arrives("b", AGENCY, 100)).doesNotThrowAnyException();
    }

    /** Kafka may have the job nevertheless, so that the file stays for some time. */
    @Test
    void aFileWithoutAJobIsCounted_asLongAsItIsOnDisk() throws Exception {
        arrives("a", AGENCY, 100);
        waiting.forget(onDisk::contains);

        isRefused("b", 1);
        onDisk.remove("a");
        waiting.forget(onDisk::contains);
        arrives("b", AGENCY, 100);
    }

    /** Told to come back, its sender would do so for ever: it has to be refused for its size. */
    @Test
    void aFileThatIsTooLargeByItself_isNotToldToComeBack() {
        assertThatCode(() -> arrives("a", AGENCY, 101)).doesNotThrowAnyException();
    }

    @Test
    void singleBytesAreCounted() throws Exception {
        put(job("waiting", FileState.RECEIVED, 1));
        InputStream file = file("a", AGENCY, 100);
        for (int i = 1; i < MOST; i++) {
            assertThat(file.read()).isZero();
        }

        assertThatThrownBy(file::read).isInstanceOf(OverQuotaException.class);
    }
}
