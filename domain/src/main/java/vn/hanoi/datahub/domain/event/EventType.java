package vn.hanoi.datahub.domain.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.event.Shape.Field;

/**
 * A kind of event agencies publish.
 *
 * @param name e.g. {@code air-observation}; in CloudEvents {@code vn.hanoi.air-observation}
 * @param areaField the field with the area code; null when the type has none
 * @param periodField the field that names a period; null when the type has none
 */
public record EventType(
        String name,
        Text title,
        Identity identity,
        @Nullable String areaField,
        @Nullable String periodField,
        List<Bound> bounds,
        Shape shape) {

    /** What stands before the name in the CloudEvents {@code type}. */
    public static final String PREFIX = "vn.hanoi.";

    public EventType {
        bounds = List.copyOf(bounds);
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
        public Optional<String> violation(Facts facts) {
            Object value = facts.at(field.position());
            if (!(value instanceof Number number)) {
                return Optional.empty();
            }
            double highest = by == null ? max : maxima.getOrDefault(String.valueOf(facts.at(by.position())), max);
            double given = number.doubleValue();
            if (given >= min && given <= highest) {
                return Optional.empty();
            }
            return Optional.of(value + " is not between " + plain(min) + " and " + plain(highest));
        }

        private static String plain(double number) {
            return number == Math.rint(number) && !Double.isInfinite(number)
                    ? Long.toString((long) number)
                    : Double.toString(number);
        }
    }
}
