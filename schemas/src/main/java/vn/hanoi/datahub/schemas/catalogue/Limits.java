package vn.hanoi.datahub.schemas.catalogue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The limits of every number, date and length of time in the catalogue. What is beyond them is a slip of the pen, and
 * would fail, or be rounded to nothing, only where it is used.
 */
final class Limits {

    static final int FIRST_YEAR = 1945;
    static final int LAST_YEAR = 2199;

    private static final BigDecimal LARGEST = new BigDecimal("1e15");
    private static final int DECIMALS = 9;
    private static final Duration LONGEST = Duration.ofDays(3653);

    private Limits() {}

    /** Reads exactly what is written: a double would round {@code 1e-400} to 0 and {@code 1e400} to infinity. */
    static double number(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
        if (number.abs().compareTo(LARGEST) > 0 || number.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("'" + text + "' is beyond 10^15, or has more than nine decimals");
        }
        return number.doubleValue();
    }

    static LocalDate date(String text) {
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not a date such as 2025-06-30", e);
        }
        return inYears(date, text);
    }

    static LocalDate inYears(LocalDate date, String text) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("'" + text + "' is not in the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return date;
    }

    static Duration duration(String text) {
        try {
            return length(Duration.parse(text), text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as PT15M or P7D", e);
        }
    }

    /** Checks a length of time; {@code PT0S} is one. */
    static Duration length(Duration length, String text) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is negative, or longer than ten years");
        }
        return length;
    }
}
