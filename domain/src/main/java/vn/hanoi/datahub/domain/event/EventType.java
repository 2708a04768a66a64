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
import vn.hanoi.datahub.domain.event.Shape.Field;
import vn.hanoi.datahub.domain.period.Period;

/**
 * A kind of event agencies publish.
 *
 * @param name e.g. {@code air-observation}; in CloudEvents {@code vn.hanoi.air-observation}
 * @param subject how the subject is written from the data's fields, {@code {station}/{parameter}}, where they say it
 *     all; null where they do not
 * @param areaField the field with the area code; null when the type has none
 * @param periodField the field that names a period; null when the type has none
 */
public record EventType(
        String name,
        Text title,
        Identity identity,
        @Nullable String subject,
        @Nullable String areaField,
        @Nullable String periodField,
        List<Bound> bounds,
        Shape shape) {

    /** What stands before the name in the CloudEvents {@code type}. */
    public static final String PREFIX = "vn.hanoi.";

    /** A field's place in a template: {@code {station}}. */
    public static final Pattern FIELD_IN_TEMPLATE = Pattern.compile("\\{([^{}]+)}");

    /**
     * A template with the value of each name it holds in that name's place. Both may be a caller's: the result is
     * bounded while it grows, for a short template with a long value in many places is longer than memory.
     *
     * @return at most one character more than an attribute may have: whoever checks it sees that it is too long
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
        bounds = List.copyOf(bounds);
    }

    /** The first moment any time in an event may name. */
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** The moment before which every time in an event lies. */
    public static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final double LARGEST = 1e18;
    private static final double SMALLEST = 1e-9;

    /** Which limit a value passes. */
    public enum Limit {
        /** The type's own bounds of a field. */
        BOUNDS,
        /** Numbers from 10^-9 to 10^18 either side of 0. */
        SIZE,
        /** Times from 1900 to 2199. */
        CALENDAR,
        /** A field that names a period names one of these years. */
        PERIOD,
        /** Well-formed text, not too long. */
        TEXT
    }

    /**
     * A value out of its limits.
     *
     * @param low of the bounds; empty for the other limits
     * @param high of the bounds; empty for the other limits
     */
    public record Violation(Field field, Limit limit, String given, String low, String high) {

        static Violation of(Field field, Limit limit, @Nullable Object given) {
            return new Violation(field, limit, String.valueOf(given), "", "");
        }
    }

    /**
     * The values out of their limits: the type's own bounds, and those every sum and calendar of the hub needs. Sums of
     * numbers up to 10^18 stay within the 38 digits a value is published with, and years have four digits.
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

    /** Whether the hub's calendar holds the time. */
    public static boolean isInCalendar(Instant time) {
        return !time.isBefore(EARLIEST) && time.isBefore(LATEST);
    }

    /**
     * The numbers a field may hold, both ends included.
     *
     * @param max {@link Double#POSITIVE_INFINITY} when there is none
     * @param by the symbol field that chooses another maximum; null when there is none
     */
    public record Bound(
            Field field, double min, double max, @Nullable Field by, Map<String, Double> maxima) {
        public Bound {
            maxima = Map.copyOf(maxima);
        }

        /** What is wrong with the number, or empty. */
        Optional<Violation> violation(Facts facts) {
            Object value = facts.at(field.position());
            if (!(value instanceof Number number)) {
                return Optional.empty();
            }
            double highest = by == null ? max : maxima.getOrDefault(String.valueOf(facts.at(by.position())), max);
            double given = number.doubleValue();
            if (given >= min && given <= highest) {
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
