package vn.hanoi.datahub.domain.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;

/**
 * The hours in which the hub received anything from any agency. An hour in which it received nothing is attributed to
 * the hub itself and never counts as silence of a feed.
 */
public final class HubActivity {

    /** Time before a silence of the hub in which its usual activity is looked at, in days. */
    public static final int USUAL_DAYS = 7;

    /** From this number of active hours in that time on, a silence of the hub is downtime: more than half of them. */
    private static final int USUALLY_ACTIVE = USUAL_DAYS * 24 / 2;

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
        Instant first = firstHour().orElse(newest);
        return newest.isBefore(first)
                ? Duration.between(newest, first).plus(silentFor(first, now))
                : silentFor(newest, now);
    }

    /** Returns the beginning of the first hour in which something was received; empty if nothing ever was. */
    public Optional<Instant> firstHour() {
        return hours.isEmpty()
                ? Optional.empty()
                : Optional.of(CityTime.startOf(hours.firstKey())
                        .plus(Integer.numberOfTrailingZeros(hours.firstEntry().getValue()), ChronoUnit.HOURS));
    }

    /**
     * Returns whether an hour that has ended counts as downtime of the hub: it received nothing from anybody, and it
     * had received something in more than half of the hours of the seven days before this silence began. A hub with
     * sensors hears something in every hour, so an hour without anything is an outage. A hub that only hears offices is
     * silent every night, and its silence is no sign of an outage; nor is that of a hub in its first days.
     *
     * @param hour the beginning of a full hour
     */
    public boolean isDown(Instant hour) {
        LocalDateTime at = CityTime.at(hour);
        if (heard(at, at.plusHours(1)) > 0) {
            return false;
        }
        LocalDateTime silent = silentFrom(at);
        return silent != null && heard(silent.minusDays(USUAL_DAYS), silent) > USUALLY_ACTIVE;
    }

    /** Returns the end of the last hour before another in which something was received; null if there is none. */
    private @Nullable LocalDateTime silentFrom(LocalDateTime hour) {
        int today = hours.getOrDefault(hour.toLocalDate(), 0) & (1 << hour.getHour()) - 1;
        Map.Entry<LocalDate, Integer> day =
                today == 0 ? hours.lowerEntry(hour.toLocalDate()) : Map.entry(hour.toLocalDate(), today);
        return day == null
                ? null
                : day.getKey().atStartOfDay().plusHours(Integer.SIZE - Integer.numberOfLeadingZeros(day.getValue()));
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
