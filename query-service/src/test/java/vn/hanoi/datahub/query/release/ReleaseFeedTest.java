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

    /** A topic that was lost and created again is another one, however long it is; so is one that has lost its end. */
    @ParameterizedTest
    @CsvSource({
        "first, 9, 5",
        "first, 5, 5",
        "first, 4, 0",
        "first, 0, 0",
        "second, 9, 0",
        "second, 5, 0",
        "second, 4, 0"
    })
    void continuesWhereItWas_andReadsAnotherTopicFromItsBeginning(String topic, long end, long from) {
        try (HistoryDatabase database = open()) {
            Releases releases = new Releases(database);
            releases.take(List.of(), "first", Map.of(0, 5L));
            ReleaseFeed feed = new ReleaseFeed(releases, () -> topic, (release, isHeld) -> {});

            assertThat(feed.from(Map.of(PARTITION, end))).isEqualTo(Map.of(PARTITION, from));
        }
    }

    @Test
    void beginsAtTheBeginning_ifNothingWasRead() {
        try (HistoryDatabase database = open()) {
            ReleaseFeed feed = new ReleaseFeed(new Releases(database), () -> "first", (release, isHeld) -> {});

            assertThat(feed.from(Map.of(PARTITION, 7L))).isEqualTo(Map.of(PARTITION, 0L));
        }
    }
}
