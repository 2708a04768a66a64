package vn.hanoi.datahub.query.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.query.SomeReport;
import vn.hanoi.datahub.query.history.HistoryDatabase;
import vn.hanoi.datahub.query.history.ReportRecords;
import vn.hanoi.datahub.values.ReportRelease;

/** What reports say is stored once: later starts do not read it, and memory does not hold it. */
class ReportFeedTest {

    private static final Instant NOON = Instant.parse("2026-04-03T05:00:00Z");
    private static final int REPORTS = 20;
    private static final TopicPartition PARTITION = new TopicPartition("hanoi.report-release.v1", 0);

    @TempDir
    private Path folder;

    private String topic = "first";

    private HistoryDatabase open() {
        return HistoryDatabase.open("jdbc:duckdb:" + folder.resolve("history.duckdb"), "", "", "200MB");
    }

    private static String text(int report) {
        return "what report " + report + " says";
    }

    private static ReportRelease report(int number) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text(number).getBytes());
        }
        return SomeReport.frozen("r" + number, bytes.toByteArray(), "hash-" + number, NOON);
    }

    private static void take(ReportFeed feed, long offset, String key, ReportRelease record) {
        feed.take(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, key, record), false);
        feed.taken(Map.of(PARTITION, offset + 1));
    }

    @Test
    void aLaterStart_readsNothingAgain_andHoldsNoContent() throws Exception {
        Map<TopicPartition, Long> ends = Map.of(PARTITION, REPORTS + 1L);
        try (HistoryDatabase database = open()) {
            ReportRecords records = new ReportRecords(database);
            ReportFeed feed = new ReportFeed(records, new ReportReleases(records), () -> topic);
            assertThat(feed.from(ends)).isEqualTo(Map.of(PARTITION, 0L));
            for (int i = 0; i < REPORTS; i++) {
                take(feed, i, ReportVersion.contentKey(report(i)), report(i));
            }
            ReportRelease published = ReportVersion.change(report(3), "operator", NOON)
                    .setReleaseAt(NOON)
                    .build();
            take(feed, REPORTS, ReportVersion.publicationKey(report(3), NOON), published);
        }
        try (HistoryDatabase database = open()) {
            ReportRecords records = new ReportRecords(database);
            ReportReleases releases = new ReportReleases(records);
            ReportFeed feed = new ReportFeed(records, releases, () -> topic);

            assertThat(feed.from(ends)).isEqualTo(ends);
            assertThat(releases.size()).isEqualTo(REPORTS);
            assertThat(releases.ids())
                    .allMatch(id ->
                            releases.find(id, 1).orElseThrow().getContent().remaining() == 0);
            assertThat(releases.allReleased(NOON))
                    .singleElement()
                    .extracting(released -> new String(releases.content(released)))
                    .isEqualTo(text(3));

            feed.from(ends); // after a failure
            assertThat(releases.publications(report(3))).isEqualTo(1);
        }
    }

    @Test
    void aContentThatLost_isRemoved() throws Exception {
        try (HistoryDatabase database = open()) {
            ReportRecords records = new ReportRecords(database);
            ReportReleases releases = new ReportReleases(records);
            ReportFeed feed = new ReportFeed(records, releases, () -> topic);
            ReportRelease lost =
                    ReportRelease.newBuilder(report(1)).setSha256("other").build();
            feed.from(Map.of(PARTITION, 0L));
            take(feed, 0, ReportVersion.contentKey(report(1)), report(1));
            take(feed, 1, ReportVersion.contentKey(lost), lost);
            feed.forget(ReportVersion.contentKey(lost));
            feed.taken(Map.of(PARTITION, 3L));

            assertThat(releases.find("r1", 1).orElseThrow().getSha256()).isEqualTo("hash-1");
            assertThat(feed.from(Map.of(PARTITION, 3L))).isEqualTo(Map.of(PARTITION, 3L));
            assertThat(releases.find("r1", 1).orElseThrow().getSha256()).isEqualTo("hash-1");
            assertThat(records.stored().records()).hasSize(1);
        }
    }

    /** What the hub says is in Kafka. A topic that was lost and created again is read from its beginning. */
    @ParameterizedTest
    @CsvSource({"second, 1", "second, 20", "second, 99", "first, 1"})
    void anotherTopic_isReadAnew_howeverLongItIs(String other, long end) throws Exception {
        try (HistoryDatabase database = open()) {
            ReportRecords records = new ReportRecords(database);
            ReportReleases releases = new ReportReleases(records);
            ReportFeed feed = new ReportFeed(records, releases, () -> topic);
            feed.from(Map.of(PARTITION, 0L));
            for (int i = 0; i < REPORTS; i++) {
                take(feed, i, ReportVersion.contentKey(report(i)), report(i));
            }
            topic = other;

            assertThat(feed.from(Map.of(PARTITION, end))).isEqualTo(Map.of(PARTITION, 0L));
            assertThat(releases.ids()).isEmpty();
            take(feed, 0, ReportVersion.contentKey(report(7)), report(7));

            assertThat(releases.ids()).containsExactly("r7");
            assertThat(feed.from(Map.of(PARTITION, end))).isEqualTo(Map.of(PARTITION, 1L));
            assertThat(records.stored().records()).hasSize(1);
        }
    }
}
