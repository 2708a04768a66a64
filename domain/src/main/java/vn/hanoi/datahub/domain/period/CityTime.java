package vn.hanoi.datahub.domain.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The city's clock: every period and every day of the hub is one of UTC+7, at all times. The zone file's
 * Asia/Ho_Chi_Minh differs before 1975-06-13, when Saigon was at UTC+8: Hà Nội was not.
 */
public final class CityTime {

    public static final ZoneId ZONE = ZoneOffset.ofHours(7);

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
