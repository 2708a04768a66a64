package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * How much is kept in memory: recent hours and days, and all months, quarters and years. Older values are in the
 * history.
 *
 * @param hours how far back hourly values go
 * @param days how far back daily values go
 */
public record RecentWindow(Duration hours, Duration days) {

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

    public RecentWindow {
        if (hours.isNegative() || days.isNegative()) {
            throw new IllegalArgumentException("how far values in memory reach back is 0 or more");
        }
    }

    public boolean isBounded(Granularity granularity) {
        return granularity == Granularity.HOUR || granularity == Granularity.DAY;
    }

    /** Returns the earliest start of a period that is kept, in Asia/Ho_Chi_Minh. */
    public LocalDateTime from(Granularity granularity, Instant now) {
        return switch (granularity) {
            case HOUR -> CityTime.at(now.minus(hours));
            case DAY -> CityTime.at(now.minus(days));
            case MONTH, QUARTER, YEAR -> FIRST;
        };
    }
}
