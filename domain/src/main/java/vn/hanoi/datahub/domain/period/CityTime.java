package vn.hanoi.datahub.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The city's clock: every period and every day of the hub is one of Asia/Ho_Chi_Minh (UTC+7, no daylight saving since 1975). */
public final class CityTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private CityTime() {}

    /** The wall-clock time in Hà Nội at an instant. */
    public static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE);
    }

    /** The calendar day in Hà Nội at an instant. */
    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** The instant at which a day begins in Hà Nội. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
