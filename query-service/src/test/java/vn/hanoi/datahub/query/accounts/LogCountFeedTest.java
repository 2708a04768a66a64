package vn.hanoi.datahub.query.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.LogCounts;

class LogCountFeedTest {

    /** Kafka removes each record thirteen months after it was written, so that half of a day may be gone. */
    @Test
    void keepsOnlyDaysThatTheTopicStillHasAsAWhole() {
        LocalDate half = LocalDate.parse("2026-11-30");
        LogCounts counts = new LogCounts();
        for (LocalDate day : new LocalDate[] {half, half.plusDays(1)}) {
            Instant at = day.atTime(9, 0).atZone(CityTime.ZONE).toInstant();
            counts.put(new LogCounts.Entry(new Feed("H26.TC", "dataset"), day, 0, null, 28, 1, 1, at, at));
        }

        new LogCountFeed(counts)
                .forgetBefore(half.atTime(12, 0).atZone(CityTime.ZONE).toInstant());

        assertThat(counts.keptSince()).isEqualTo(half.plusDays(1));
        assertThat(counts.of(null)).extracting(LogCounts.Count::day).containsExactly(half.plusDays(1));
    }
}
