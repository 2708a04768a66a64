package vn.hanoi.datahub.domain.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * In which hours the hub heard anything from anybody. An hour in which it took nothing is the hub's own and is held against nobody.
 */
public final class Listening {

    private final TreeMap<LocalDate, Integer> hours = new TreeMap<>();

    /**
     * Notes hours of a day.
     *
     * @param heard bit 0 is the hour from 00:00, Asia/Ho_Chi_Minh
     */
    public void hear(LocalDate day, int heard) {
        hours.merge(day, heard, (one, other) -> one | other);
    }

    /** How long somebody has been silent while the hub was listening, by the hour. */
    public Duration silentFor(Instant last, Instant now) {
        Duration silent = Duration.between(last, now);
        LocalDateTime hour = CityTime.at(last).truncatedTo(ChronoUnit.HOURS).plusHours(1);
        LocalDateTime current = CityTime.at(now).truncatedTo(ChronoUnit.HOURS);
        while (hour.isBefore(current)) {
            if (!heard(hour)) {
                silent = silent.minusHours(1);
            }
            hour = hour.plusHours(1);
        }
        return silent.isNegative() ? Duration.ZERO : silent;
    }

    private boolean heard(LocalDateTime hour) {
        return (hours.getOrDefault(hour.toLocalDate(), 0) >> hour.getHour() & 1) == 1;
    }
}
