package vn.hanoi.datahub.ingest.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Rfc3339;

/**
 * Reads dates and times as databases, loggers and spreadsheets write them: {@code 2025-09-01 09:00:00+07},
 * {@code 2025/09/01}, {@code 01/09/2025 9:00}, {@code 24:00}. A time without an offset is in the file's time zone.
 */
record Times(DateOrder order, ZoneId zone) {

    private static final Pattern DATE = Pattern.compile(
            "(?:(?<y>\\d{4})(?<a>[-/.])(?<m>\\d{1,2})\\k<a>(?<d>\\d{1,2})|(?<one>\\d{1,2})(?<b>[-/.])(?<two>\\d{1,2})\\k<b>(?<year>\\d{4}))");
    private static final Pattern TIME =
            Pattern.compile("(?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<f>\\d{1,9}))?)?");
    private static final Pattern OFFSET = Pattern.compile("Z|UTC|GMT|(?<sign>[+-])(?<oh>\\d{2})(?::?(?<om>\\d{2}))?");
    private static final Pattern WHOLE = Pattern.compile(
            "(?<date>[\\d./-]+)(?:(?:T| +)(?<time>[\\d:.,]+)(?: *(?<offset>Z|UTC|GMT|[+-][\\d:]+))?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("\\p{Zs}+");
    private static final Pattern TIME_FIRST = Pattern.compile("(\\d{1,2}:[\\d:.]+) ([\\d./-]+)");
    private static final Pattern MIDNIGHT = Pattern.compile("0{1,2}:00(:00(\\.0+)?)?");
    private static final Pattern HOUR = Pattern.compile("\\d{1,2}");

    /** Returns the orders in which a text is a date; none if it is not a date, or the same day in both. */
    static Set<DateOrder> orders(String text) {
        Matcher date = DATE.matcher(inOrder(text));
        Set<DateOrder> orders = EnumSet.noneOf(DateOrder.class);
        if (date.lookingAt() && date.group("one") != null && number(date, "one") != number(date, "two")) {
            int year = number(date, "year");
            if (Rfc3339.isDay(year, number(date, "two"), number(date, "one"))) {
                orders.add(DateOrder.DAY_FIRST);
            }
            if (Rfc3339.isDay(year, number(date, "one"), number(date, "two"))) {
                orders.add(DateOrder.MONTH_FIRST);
            }
        }
        return orders;
    }

    /** Returns a text with plain spaces and the date first; {@code 09:00 01/09/2025} also occurs. */
    private static String inOrder(String text) {
        String plain = BLANKS.matcher(text).replaceAll(" ");
        Matcher timeFirst = TIME_FIRST.matcher(plain);
        return timeFirst.matches() ? timeFirst.group(2) + " " + timeFirst.group(1) : plain;
    }

    /** Returns the day in a text, whatever time follows it; empty if there is none. */
    Optional<LocalDate> date(String text) {
        Matcher whole = WHOLE.matcher(inOrder(text));
        try {
            return whole.matches() ? Optional.ofNullable(day(whole.group("date"))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a text has a date and no time. */
    static boolean isDay(String text) {
        Matcher whole = WHOLE.matcher(inOrder(text));
        return whole.matches() && whole.group("time") == null;
    }

    /** Returns the last millisecond of a day, of which the first moment is given. */
    static OffsetDateTime endOfDay(OffsetDateTime midnight) {
        return midnight.plusDays(1).minus(1, ChronoUnit.MILLIS);
    }

    /** Returns the moment in a text; empty if there is none. A date alone means its midnight. */
    Optional<OffsetDateTime> timestamp(String text) {
        Matcher whole = WHOLE.matcher(inOrder(text));
        if (!whole.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = day(whole.group("date"));
            if (day == null) {
                return Optional.empty();
            }
            LocalDateTime local = whole.group("time") == null ? day.atStartOfDay() : at(day, whole.group("time"));
            return whole.group("offset") == null
                    ? in(zone, local)
                    : Optional.of(local.atOffset(offset(whole.group("offset"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the moment of a date whose hour is in a separate column: {@code 9}, {@code 24}, {@code 09:30}. Empty if
     * the date also has a time other than midnight.
     */
    Optional<OffsetDateTime> timestamp(String date, String hour) {
        Matcher whole = WHOLE.matcher(inOrder(date));
        String time = HOUR.matcher(hour).matches() ? hour + ":00" : hour;
        boolean isDay = whole.matches()
                && whole.group("offset") == null
                && (whole.group("time") == null
                        || MIDNIGHT.matcher(whole.group("time")).matches());
        return isDay && TIME.matcher(time).matches() ? timestamp(whole.group("date") + " " + time) : Optional.empty();
    }

    private @Nullable LocalDate day(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return null;
        } else if (date.group("y") != null) {
            return LocalDate.of(number(date, "y"), number(date, "m"), number(date, "d"));
        }
        int one = number(date, "one");
        int two = number(date, "two");
        return switch (order) {
            case DAY_FIRST -> LocalDate.of(number(date, "year"), two, one);
            case MONTH_FIRST -> LocalDate.of(number(date, "year"), one, two);
            case UNKNOWN -> {
                Set<DateOrder> orders = orders(text);
                yield orders.size() > 1 ? null : new Times(ofOne(orders), zone).day(text);
            }
            case MIXED -> one == two ? LocalDate.of(number(date, "year"), one, two) : null;
        };
    }

    /** Returns the only order; a text that is the same day in both, or a day in neither, is read in either order. */
    private static DateOrder ofOne(Set<DateOrder> orders) {
        return orders.isEmpty() ? DateOrder.DAY_FIRST : orders.iterator().next();
    }

    private static LocalDateTime at(LocalDate day, String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new DateTimeException(text);
        }
        int second = time.group("s") == null ? 0 : number(time, "s");
        String fraction = time.group("f") == null ? "" : time.group("f");
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        boolean isEndOfDay = number(time, "h") == 24 && number(time, "min") == 0 && second == 0 && nanos == 0;
        return isEndOfDay
                ? day.plusDays(1).atStartOfDay()
                : day.atTime(LocalTime.of(number(time, "h"), number(time, "min"), second, nanos));
    }

    private static ZoneOffset offset(String text) {
        Matcher offset = OFFSET.matcher(text.toUpperCase(Locale.ROOT));
        if (!offset.matches()) {
            throw new DateTimeException(text);
        } else if (offset.group("sign") == null) {
            return ZoneOffset.UTC;
        }
        int sign = offset.group("sign").equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(
                sign * number(offset, "oh"), sign * (offset.group("om") == null ? 0 : number(offset, "om")));
    }

    /** Returns a local time with its offset; empty if a clock change makes the time occur twice or never. */
    private static Optional<OffsetDateTime> in(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1 ? Optional.of(local.atOffset(offsets.get(0))) : Optional.empty();
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
