package vn.hanoi.datahub.edge.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * Parses the days and moments that callers name. All parameters are parsed here, so that all of them accept the same
 * forms and the same years, 1900 to 2999.
 */
public final class Dates {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;

    private Dates() {}

    /**
     * Parses a day.
     *
     * @param name the parameter, for the message
     */
    public static LocalDate day(String name, String text) {
        return period(text)
                .filter(period -> period.granularity() == Granularity.DAY)
                .map(period -> period.start().toLocalDate())
                .orElseThrow(() -> refused(name, "a day such as 2025-12-31", text));
    }

    /** Parses a day, or a month, quarter or year, which stands for its first day. */
    public static LocalDate firstDay(String name, String text) {
        return period(text)
                .filter(period -> period.granularity() != Granularity.HOUR)
                .map(period -> period.start().toLocalDate())
                .orElseThrow(() -> refused(name, "a day such as 2025-12-31, or a month such as 2025-12", text));
    }

    /** Parses a timestamp, or a period or day, which stands for its first moment. */
    public static LocalDateTime start(String name, String text) {
        return period(text)
                .map(Period::start)
                // an offset's "+" that was not encoded arrives as a space
                .or(() -> find(text.replace(' ', '+')).map(CityTime::at))
                .orElseThrow(
                        () -> refused(name, "a day such as 2025-12-31, a period, or a timestamp with offset", text));
    }

    /** Parses a timestamp with offset. */
    public static Instant moment(String name, String text) {
        return find(text)
                .orElseThrow(() -> refused(name, "a timestamp with offset such as 2026-04-03T09:00:00+07:00", text));
    }

    /** Parses a timestamp with offset; empty if the text is none. */
    public static Optional<Instant> find(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(moment -> isKnown(CityTime.dayOf(moment)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a day is in the years that requests may name. */
    public static boolean isKnown(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    private static Optional<Period> period(String text) {
        return Period.find(text).filter(period -> isKnown(period.start().toLocalDate()));
    }

    private static BadRequestException refused(String name, String wanted, String text) {
        return new BadRequestException(
                name + " is " + wanted + ", in the years " + FIRST_YEAR + " to " + LAST_YEAR + ", not '" + text + "'");
    }
}
