package vn.hanoi.datahub.domain.period;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One hour, day, month, quarter or year of the city's calendar. It holds its start and not its end.
 *
 * <p>Written {@code 2025}, {@code 2025-Q3}, {@code 2025-07}, {@code 2025-07-01}, {@code 2025-07-01T09}; the text sorts as time does
 * within one granularity.
 *
 * @param start the first moment, in Asia/Ho_Chi_Minh
 */
public record Period(Granularity granularity, LocalDateTime start) implements Comparable<Period> {

    private static final Pattern TEXT = Pattern.compile("(\\d{4})(?:-Q([1-4])|-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}))?)?)?");
    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::granularity).thenComparing(Period::start);

    public Period {
        if (!granularity.floor(start).equals(start)) {
            throw new IllegalArgumentException(start + " is not the start of a " + granularity.word());
        }
    }

    /** The period of this length that holds the instant. */
    public static Period containing(Instant instant, Granularity granularity) {
        return new Period(granularity, granularity.floor(CityTime.at(instant)));
    }

    public static Period containing(LocalDate day, Granularity granularity) {
        return new Period(granularity, granularity.floor(day.atStartOfDay()));
    }

    /** Reads the written form; empty when the text is not a period. */
    public static Optional<Period> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(matcher.group(1));
            if (matcher.group(2) != null) {
                return Optional.of(at(Granularity.QUARTER, year, Integer.parseInt(matcher.group(2)) * 3 - 2, 1, 0));
            } else if (matcher.group(3) == null) {
                return Optional.of(at(Granularity.YEAR, year, 1, 1, 0));
            } else if (matcher.group(4) == null) {
                return Optional.of(at(Granularity.MONTH, year, Integer.parseInt(matcher.group(3)), 1, 0));
            }
            int month = Integer.parseInt(matcher.group(3));
            int day = Integer.parseInt(matcher.group(4));
            return Optional.of(
                    matcher.group(5) == null
                            ? at(Granularity.DAY, year, month, day, 0)
                            : at(Granularity.HOUR, year, month, day, Integer.parseInt(matcher.group(5))));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when the text is not a period
     */
    public static Period parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a period"));
    }

    private static Period at(Granularity granularity, int year, int month, int day, int hour) {
        return new Period(granularity, LocalDateTime.of(year, month, day, hour, 0));
    }

    /**
     * The coarser (or same) period this one lies in.
     *
     * @throws IllegalArgumentException when asked for a finer one
     */
    public Period in(Granularity coarser) {
        if (coarser.isFinerThan(granularity)) {
            throw new IllegalArgumentException(this + " is longer than a " + coarser.word());
        }
        return coarser == granularity ? this : new Period(coarser, coarser.floor(start));
    }

    public Period plus(long periods) {
        return new Period(granularity, granularity.plus(start, periods));
    }

    /** The last period of the given finer (or same) length that lies in this one. */
    public Period last(Granularity finer) {
        LocalDateTime lastMoment = end().minusNanos(1);
        return new Period(finer, finer.floor(lastMoment));
    }

    /** The first moment after the period, in Asia/Ho_Chi_Minh. */
    public LocalDateTime end() {
        return granularity.plus(start, 1);
    }

    public Instant startInstant() {
        return start.atZone(CityTime.ZONE).toInstant();
    }

    public Instant endInstant() {
        return end().atZone(CityTime.ZONE).toInstant();
    }

    public long hours() {
        return Duration.between(start, end()).toHours();
    }

    /** The written form, as in the API. */
    public String text() {
        return switch (granularity) {
            case HOUR -> start.toLocalDate() + "T" + twoDigits(start.getHour());
            case DAY -> start.toLocalDate().toString();
            case MONTH -> start.toLocalDate().toString().substring(0, 7);
            case QUARTER -> start.toLocalDate().toString().substring(0, 4) + "-Q" + (start.getMonthValue() + 2) / 3;
            case YEAR -> start.toLocalDate().toString().substring(0, 4);
        };
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
