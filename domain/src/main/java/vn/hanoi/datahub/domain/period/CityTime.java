package vn.hanoi.datahub.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The city's clock. All periods and days of the hub are in UTC+7, without exception. The tz database's Asia/Ho_Chi_Minh
 * differs before 1975-06-13, when Saigon was at UTC+8 and Hà Nội was not.
 */
public final class CityTime {

    public static final ZoneId ZONE = ZoneOffset.ofHours(7);

    private CityTime() {}

    /** Returns the wall-clock time in Hà Nội at an instant. */
    public static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE);
    }

    /** Returns the calendar day in Hà Nội at an instant. */
    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** Returns the instant at which a day begins in Hà Nội. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
