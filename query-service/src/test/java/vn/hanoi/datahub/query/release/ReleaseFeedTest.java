package vn.hanoi.datahub.query.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.Releases;

/** Where the releases of open data are read from at a start. */
class ReleaseFeedTest {

    private static final TopicPartition PARTITION = new TopicPartition("hanoi.open-data-release.v1", 0);

    @TempDir
    private Path folder;

    private HistoryDatabase open() {
        return HistoryDatabase.open("jdbc:duckdb:" + folder.resolve("history.duckdb"), "", "", "200MB");
    }

    /** A topic that ends before what was read of it was lost and created again. What was released stays known. */
    @ParameterizedTest
    @CsvSource({"9, 5", "5, 5", "4, 0", "0, 0"})
    void continuesWhereItWas_andReadsAnotherTopicFromItsBeginning(long end, long from) {
        try (HistoryDatabase database = open()) {
            Releases releases = new Releases(database);
            releases.take(List.of(), Map.of(0, 5L));
            ReleaseFeed feed = new ReleaseFeed(releases, (release, isHeld) -> {});

            assertThat(feed.from(Map.of(PARTITION, end))).isEqualTo(Map.of(PARTITION, from));
        }
    }

    @Test
    void beginsAtTheBeginning_ifNothingWasRead() {
        try (HistoryDatabase database = open()) {
            ReleaseFeed feed = new ReleaseFeed(new Releases(database), (release, isHeld) -> {});

            assertThat(feed.from(Map.of(PARTITION, 7L))).isEqualTo(Map.of(PARTITION, 0L));
        }
    }
}
