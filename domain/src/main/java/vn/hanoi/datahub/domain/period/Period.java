package vn.hanoi.datahub.domain.period;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hour, day, month, quarter or year of the city's calendar. It includes its start and excludes its end.
 *
 * <p>Written as {@code 2025}, {@code 2025-Q3}, {@code 2025-07}, {@code 2025-07-01}, {@code 2025-07-01T09}; within one
 * granularity the text sorts chronologically.
 *
 * @param start the first moment, in Asia/Ho_Chi_Minh
 */
public record Period(Granularity granularity, LocalDateTime start) implements Comparable<Period> {

    public Period {
        if (!granularity.isStart(start)) {
            throw new IllegalArgumentException(start + " is not the start of a " + granularity.word());
        }
    }

    /** Returns the period of the given length that contains the instant. */
    public static Period containing(Instant instant, Granularity granularity) {
        return new Period(granularity, granularity.floor(CityTime.at(instant)));
    }

    public static Period containing(LocalDate day, Granularity granularity) {
        return new Period(granularity, granularity.floor(day.atStartOfDay()));
    }

    /** Parses the written form; empty when the text is not a period. */
    public static Optional<Period> find(String text) {
        try {
            return Optional.ofNullable(read(text));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    /** Parses by hand, because every record of the hub contains a period; null when the text is not one. */
    private static @Nullable Period read(String text) {
        int year = number(text, 0, 4);
        int second = text.length() > 5 && text.charAt(4) == '-' ? number(text, 5, 7) : -1;
        int third = text.length() > 8 && text.charAt(7) == '-' ? number(text, 8, 10) : -1;
        int fourth = text.length() > 11 && text.charAt(10) == 'T' ? number(text, 11, 13) : -1;
        if (year < 0) {
            return null;
        }
        return switch (text.length()) {
            case 4 -> at(Granularity.YEAR, year, 1, 1, 0);
            case 7 ->
                text.charAt(4) == '-' && text.charAt(5) == 'Q'
                        ? quarter(year, text.charAt(6) - '0')
                        : second < 0 ? null : at(Granularity.MONTH, year, second, 1, 0);
            case 10 -> second < 0 || third < 0 ? null : at(Granularity.DAY, year, second, third, 0);
            case 13 -> second < 0 || third < 0 || fourth < 0 ? null : at(Granularity.HOUR, year, second, third, fourth);
            default -> null;
        };
    }

    private static @Nullable Period quarter(int year, int quarter) {
        return quarter < 1 || quarter > 4 ? null : at(Granularity.QUARTER, year, quarter * 3 - 2, 1, 0);
    }

    /** Returns the number between two positions; -1 where they are not all digits. */
    private static int number(String text, int from, int to) {
        if (text.length() < to) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /**
     * Parses the written form.
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
     * Returns the coarser (or same) period that contains this one.
     *
     * @throws IllegalArgumentException when the requested length is finer
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

    /** Returns the last period of the given finer (or same) length in this one. */
    public Period last(Granularity finer) {
        LocalDateTime lastMoment = end().minusNanos(1);
        return new Period(finer, finer.floor(lastMoment));
    }

    /** Returns the first moment after the period, in Asia/Ho_Chi_Minh. */
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

    /** Returns the written form, as in the API. */
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
        int order = granularity.compareTo(other.granularity);
        return order == 0 ? start.compareTo(other.start) : order;
    }

    /**
     * Implemented by hand: a record's generated methods go through method handles, and this type is part of every key.
     */
    @Override
    public int hashCode() {
        return 31 * start.hashCode() + granularity.ordinal();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Period period && granularity == period.granularity && start.equals(period.start);
    }

    @Override
    public String toString() {
        return text();
    }
}
