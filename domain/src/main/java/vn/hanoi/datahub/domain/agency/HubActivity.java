package vn.hanoi.datahub.domain.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * In which hours the hub heard anything from anybody. An hour in which it took nothing is the hub's own and is held
 * against nobody.
 */
public final class HubActivity {

    private final TreeMap<LocalDate, Integer> hours = new TreeMap<>();

    /**
     * Notes hours of a day.
     *
     * @param heard bit 0 is the hour from 00:00, Asia/Ho_Chi_Minh
     */
    public void hear(LocalDate day, int heard) {
        hours.merge(day, heard, (one, other) -> one | other);
    }

    /** Removes the days before a day. Hours of a day that is not known count as heard by nobody. */
    public void forgetBefore(LocalDate day) {
        hours.headMap(day).clear();
    }

    /** How long somebody has been silent while the hub was listening, by the hour. */
    public Duration silentFor(Instant last, Instant now) {
        Duration silent = Duration.between(last, now);
        LocalDateTime from = CityTime.at(last).truncatedTo(ChronoUnit.HOURS).plusHours(1);
        LocalDateTime to = CityTime.at(now).truncatedTo(ChronoUnit.HOURS);
        if (from.isBefore(to)) {
            silent = silent.minusHours(ChronoUnit.HOURS.between(from, to) - heard(from, to));
        }
        return silent.isNegative() ? Duration.ZERO : silent;
    }

    /**
     * How long nothing new has been heard of: the time before the hub listened at all counts, too, so that a report
     * about last year is no sign of life.
     */
    public Duration silentSince(Instant newest, Instant now) {
        if (hours.isEmpty()) {
            return silentFor(newest, now);
        }
        Map.Entry<LocalDate, Integer> day = hours.firstEntry();
        Instant first =
                CityTime.startOf(day.getKey()).plus(Integer.numberOfTrailingZeros(day.getValue()), ChronoUnit.HOURS);
        return newest.isBefore(first)
                ? Duration.between(newest, first).plus(silentFor(first, now))
                : silentFor(newest, now);
    }

    /**
     * The hours between two full hours in which somebody was heard. Day by day: a feed that fell silent a year ago is
     * asked about each second.
     */
    private long heard(LocalDateTime from, LocalDateTime to) {
        return hours.subMap(from.toLocalDate(), true, to.toLocalDate(), true).entrySet().stream()
                .mapToLong(day -> Integer.bitCount(day.getValue() & between(day.getKey(), from, to)))
                .sum();
    }

    /** The hours of a day that lie between the two, as bits. */
    private static int between(LocalDate day, LocalDateTime from, LocalDateTime to) {
        int bits = -1;
        if (day.equals(from.toLocalDate())) {
            bits &= -1 << from.getHour();
        }
        if (day.equals(to.toLocalDate())) {
            bits &= (1 << to.getHour()) - 1;
        }
        return bits;
    }
}
