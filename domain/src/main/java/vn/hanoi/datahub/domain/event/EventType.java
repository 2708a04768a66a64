package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.event.Shape.Field;
import vn.hanoi.datahub.domain.period.Period;

/**
 * A type of event that agencies publish.
 *
 * @param name e.g. {@code air-observation}; in CloudEvents {@code vn.hanoi.air-observation}
 * @param subject template of the subject, {@code {station}/{parameter}}, filled from the fields of the data; null where
 *     they do not determine the subject
 * @param subjectOf the fields that say what the subject stands for; empty where only the agency knows
 * @param areaField field with the area code; null when the type has none
 * @param periodField field with the text of a period; null when the type has none
 */
public record EventType(
        String name,
        Text title,
        Identity identity,
        @Nullable String subject,
        List<Field> subjectOf,
        @Nullable String areaField,
        @Nullable String periodField,
        List<Bound> bounds,
        Shape shape) {

    /** Prefix of the name in the CloudEvents {@code type}. */
    public static final String PREFIX = "vn.hanoi.";

    /** Placeholder of a field in a template: {@code {station}}. */
    public static final Pattern FIELD_IN_TEMPLATE = Pattern.compile("\\{([^{}]+)}");

    /**
     * Returns a template with every placeholder replaced by the value of the name in it. Template and values may both
     * come from a caller. The result is therefore bounded while it grows: a short template that repeats a long value
     * could exceed the memory.
     *
     * @return the text, at most one character longer than an attribute may be, so that a length check still refuses it
     */
    public static String filled(String template, UnaryOperator<String> valueOf) {
        StringBuilder filled = new StringBuilder();
        Matcher place = FIELD_IN_TEMPLATE.matcher(template);
        int from = 0;
        while (filled.length() <= WellFormed.LONGEST_ATTRIBUTE && place.find()) {
            append(filled, template.substring(from, place.start()));
            append(filled, valueOf.apply(place.group(1)));
            from = place.end();
        }
        append(filled, template.substring(from));
        return filled.toString();
    }

    private static void append(StringBuilder filled, String text) {
        int left = WellFormed.LONGEST_ATTRIBUTE + 1 - filled.length();
        filled.append(text, 0, Math.min(left, text.length()));
    }

    public EventType {
        subjectOf = List.copyOf(subjectOf);
        bounds = List.copyOf(bounds);
    }

    /** The earliest time that an event may contain. */
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** The exclusive upper bound of all times that an event may contain. */
    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final double LARGEST = 1e18;
    private static final double SMALLEST = 1e-9;

    /** The kind of limit that a value violates. */
    public enum Limit implements Worded {
        /** The bounds that the type declares for a field. */
        BOUNDS,
        /** Numbers that loggers write where there is no reading. */
        NO_READING,
        /** Numbers from 10^-9 to 10^18 on either side of 0, and 0 itself. */
        SIZE,
        /** Times from 1900 to 2199. */
        CALENDAR,
        /** Periods in these years, for the field that contains a period. */
        PERIOD,
        /** Well-formed text of limited length. */
        TEXT
    }

    /**
     * A value outside its limits.
     *
     * @param low lower bound; empty for limits other than {@link Limit#BOUNDS}
     * @param high upper bound; empty for limits other than {@link Limit#BOUNDS}
     */
    public record Violation(Field field, Limit limit, String given, String low, String high) {

        static Violation of(Field field, Limit limit, @Nullable Object given) {
            return new Violation(field, limit, String.valueOf(given), "", "");
        }
    }

    /**
     * Returns the values outside their limits: the bounds that the type declares, and the limits that all sums and the
     * calendar of the hub need. Sums of numbers up to 10^18 stay within the 38 digits of a published value, and years
     * have four digits.
     */
    public List<Violation> violations(Facts facts) {
        List<Violation> violations = new ArrayList<>(0);
        for (Bound bound : bounds) {
            bound.violation(facts).ifPresent(violations::add);
        }
        for (Field field : shape.fields()) {
            Object value = facts.at(field.position());
            Limit passed = passed(field, value);
            if (passed != null
                    && violations.stream().noneMatch(known -> known.field().equals(field))) {
                violations.add(Violation.of(field, passed, value));
            }
        }
        return violations;
    }

    private @Nullable Limit passed(Field field, @Nullable Object value) {
        if (value instanceof Double number) {
            double size = Math.abs(number);
            return size == 0 || (size >= SMALLEST && size <= LARGEST) ? null : Limit.SIZE;
        } else if (value instanceof Instant time) {
            return isInCalendar(time) ? null : Limit.CALENDAR;
        } else if (value instanceof LocalDate day) {
            return day.getYear() >= 1900 && day.getYear() < 2200 ? null : Limit.CALENDAR;
        } else if (value instanceof String text && field.name().equals(periodField)) {
            return Period.find(text)
                            .filter(period -> isInCalendar(period.startInstant()))
                            .isPresent()
                    ? null
                    : Limit.PERIOD;
        } else if (value instanceof String text) {
            return text.length() <= WellFormed.LONGEST_TEXT && WellFormed.is(text) ? null : Limit.TEXT;
        }
        return null;
    }

    /** Returns whether the time is within the hub's calendar. */
    public static boolean isInCalendar(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /**
     * The range of numbers that a field may contain, both ends inclusive.
     *
     * @param max {@link Double#POSITIVE_INFINITY} when there is no maximum
     * @param by enum field whose symbol selects another maximum; null when there is none
     * @param maxima maximum by symbol, where it differs from {@code max}
     * @param noReading numbers that loggers write where there is no reading
     */
    public record Bound(
            Field field,
            double min,
            double max,
            @Nullable Field by,
            Map<String, Double> maxima,
            List<Double> noReading) {
        public Bound {
            maxima = Map.copyOf(maxima);
            noReading = List.copyOf(noReading);
        }

        /** Returns what is wrong with the number; empty when it is within the bounds. */
        Optional<Violation> violation(Facts facts) {
            Object value = facts.at(field.position());
            if (!(value instanceof Number number)) {
                return Optional.empty();
            }
            double highest = by == null ? max : maxima.getOrDefault(String.valueOf(facts.at(by.position())), max);
            double given = number.doubleValue();
            if (noReading.contains(given)) {
                return Optional.of(Violation.of(field, Limit.NO_READING, value));
            } else if (given >= min && given <= highest) {
                return Optional.empty();
            }
            return Optional.of(new Violation(field, Limit.BOUNDS, String.valueOf(value), plain(min), plain(highest)));
        }

        private static String plain(double number) {
            return number == Math.rint(number) && !Double.isInfinite(number)
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }
}
