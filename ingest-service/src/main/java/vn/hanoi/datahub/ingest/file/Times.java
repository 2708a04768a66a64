package vn.hanoi.datahub.ingest.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
 * {@code 2025/09/01}, {@code 01/09/2025 9:00}, {@code 24:00}. A time without an offset is one of the file's zone.
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

    /** The orders in which a text is a date; none where it is no date, or the same day in both. */
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

    /** With plain blanks, and the date first: {@code 09:00 01/09/2025} is written, too. */
    private static String inOrder(String text) {
        String plain = BLANKS.matcher(text).replaceAll(" ");
        Matcher timeFirst = TIME_FIRST.matcher(plain);
        return timeFirst.matches() ? timeFirst.group(2) + " " + timeFirst.group(1) : plain;
    }

    /** The day a text names, whatever time stands behind it; empty for none. */
    Optional<LocalDate> date(String text) {
        Matcher whole = WHOLE.matcher(inOrder(text));
        try {
            return whole.matches() ? Optional.ofNullable(day(whole.group("date"))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** RFC 3339 of a moment; a date alone is its midnight. */
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
     * A moment whose hour stands in a column of its own: {@code 9}, {@code 24}, {@code 09:30}. Empty where the date has
     * an hour, too.
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
            case MIXED -> null;
        };
    }

    /** The only one; the same day in both, or no day in either, is read in any. */
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

    /** Empty for an hour that a clock was put forward over, or went through twice. */
    private static Optional<OffsetDateTime> in(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() == 1 ? Optional.of(local.atOffset(offsets.get(0))) : Optional.empty();
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
