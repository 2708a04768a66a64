package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

class FileIntakeTest {

    @Test
    void aCopyOfAFileInWorkIsToldWithBothNames() {
        FileJob job = Jobs.job("job-1", FileState.RUNNING);

        assertThat(FileIntake.named(job, "air.csv")).isSameAs(job);
        assertThat(FileView.of(FileIntake.named(job, "copy.csv"), null, Locale.ROOT, "self")
                        .notes())
                .containsExactly(
                        "'copy.csv' has the same content as 'air.csv', which was sent before and is still in work; it is not read twice");
    }

    @Test
    void whatWasSentBeforeIsDuplicate_andItsSenderIsTold() {
        FileJob job = Jobs.job("job-2", FileState.DONE);
        FileJob former = FileJob.newBuilder(Jobs.job("job-1", FileState.DONE))
                .setAccepted(12)
                .build();

        assertThat(FileIntake.withFormer(job, Optional.empty())).isSameAs(job);
        assertThat(FileView.of(FileIntake.withFormer(job, Optional.of(former)), null, Locale.ENGLISH, "self")
                        .notes())
                .containsExactly(
                        "the same content was sent before as 'air.csv' (file job-1); the 12 rows that were accepted then are duplicates now: they are accepted again and change nothing");
    }
}
