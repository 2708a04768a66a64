package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.Locale;

/**
 * The reading of a gauge at a moment. As a key it distinguishes events by both, so that equal readings add up and
 * retracting one of them leaves the other.
 *
 * @param moment text that sorts chronologically
 */
public record Reading(String moment, BigDecimal number) implements Comparable<Reading> {

    private static final DateTimeFormatter SORTABLE =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);
    private static final char SEPARATOR = '|';
    private static final Comparator<Reading> ORDER =
            Comparator.comparing(Reading::moment).thenComparing(Reading::number);

    /** Returns the reading as the key of its contribution. */
    public static String key(Instant time, BigDecimal number) {
        return SORTABLE.format(time) + SEPARATOR + number.toPlainString();
    }

    static Reading of(String key) {
        int separator = key.indexOf(SEPARATOR);
        return new Reading(key.substring(0, separator), new BigDecimal(key.substring(separator + 1)));
    }

    /** Sorts the newest last; of two at the same moment, the greater last. */
    @Override
    public int compareTo(Reading other) {
        return ORDER.compare(this, other);
    }
}
