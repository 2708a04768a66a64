package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;

class FilesControllerTest {

    @Test
    void aCopyOfAFileInWorkIsToldWithBothNames() {
        FileJob job = Jobs.job("job-1", FileState.RUNNING);

        assertThat(FilesController.named(job, "air.csv")).isSameAs(job);
        assertThat(FileView.of(FilesController.named(job, "copy.csv"), null, Locale.ROOT, "self")
                        .notes())
                .containsExactly(
                        "'copy.csv' has the same content as 'air.csv', which was sent before and is still in work; it is not read twice");
    }
}
