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
 * The hours in which the hub received anything from any agency. An hour in which it received nothing is attributed to
 * the hub itself and never counts as silence of a feed.
 */
public final class HubActivity {

    private final TreeMap<LocalDate, Integer> hours = new TreeMap<>();

    /**
     * Records hours of a day in which something was received.
     *
     * @param heard bit set of hours; bit 0 is the hour from 00:00, Asia/Ho_Chi_Minh
     */
    public void hear(LocalDate day, int heard) {
        hours.merge(day, heard, (one, other) -> one | other);
    }

    /** Removes all days before the given one. Hours of an unknown day count as hours in which nothing was received. */
    public void forgetBefore(LocalDate day) {
        hours.headMap(day).clear();
    }

    /**
     * Returns the time since {@code last}, without the full hours in which the hub received nothing; never negative.
     */
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
     * Returns how long nothing newer has been received. Time before the hub's first active hour counts in full, so that
     * a report about last year is not taken as a sign of life.
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
     * Returns the number of hours, between two full hours, in which something was received. Works day by day, because a
     * feed that fell silent a year ago is checked every second.
     */
    private long heard(LocalDateTime from, LocalDateTime to) {
        return hours.subMap(from.toLocalDate(), true, to.toLocalDate(), true).entrySet().stream()
                .mapToLong(day -> Integer.bitCount(day.getValue() & between(day.getKey(), from, to)))
                .sum();
    }

    /** Returns the hours of a day that are between {@code from} and {@code to}, as bits. */
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
