package vn.hanoi.datahub.ingest.admission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RFC 3339 timestamps, which have a four-digit year and an offset. Java's own parser also accepts years with a
 * sign and up to nine digits.
 */
public final class Rfc3339 {

    private static final int YEAR_DIGITS = 4;
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)|(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?!\\d)");

    private Rfc3339() {}

    /**
     * Parses a timestamp.
     *
     * @throws DateTimeException when the text is not an RFC 3339 timestamp
     */
    static Instant parse(String text) {
        if (text.indexOf('-') != YEAR_DIGITS) {
            throw new DateTimeException("a year has four digits");
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    /**
     * Returns whether a text begins with a date that does not exist, in whatever order day and month may be written:
     * {@code 31/02/2026}, {@code 2025-13-01}.
     */
    public static boolean namesNoDay(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.lookingAt()) {
            return false;
        }
        boolean yearFirst = date.group(1) != null;
        int year = Integer.parseInt(date.group(yearFirst ? 1 : 6));
        int one = Integer.parseInt(date.group(yearFirst ? 2 : 4));
        int other = Integer.parseInt(date.group(yearFirst ? 3 : 5));
        return !isDay(year, one, other) && (yearFirst || !isDay(year, other, one));
    }

    /** Returns whether a day exists in the calendar. */
    public static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }
}
