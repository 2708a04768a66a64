package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;

/**
 * The amount that an event adds to a numerator or denominator. Null where the event does not contain it; then the event
 * adds nothing at all.
 */
@FunctionalInterface
public interface Measure {

    @Nullable
    BigDecimal of(Facts facts);

    /** Returns a measure that is always zero: this side of the ratio does not belong to the input. */
    static Measure none() {
        return facts -> BigDecimal.ZERO;
    }

    /** Returns a measure that is one for each event. */
    static Measure one() {
        return facts -> BigDecimal.ONE;
    }

    /** Returns a measure that is one for each event that meets the condition, and zero for every other. */
    static Measure countIf(Condition condition) {
        return facts -> condition.test(facts) ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    /** Returns a measure that reads the number in a field. */
    static Measure field(int position) {
        return facts -> decimal(facts.at(position));
    }

    /** Returns a measure that reads the number in the first of two fields that is present. */
    static Measure field(int position, int otherwise) {
        return facts -> decimal(facts.at(facts.at(position) == null ? otherwise : position));
    }

    /** Returns a measure that multiplies two fields: a speed weighted by vehicles. */
    static Measure product(int one, int other) {
        return facts -> {
            BigDecimal left = decimal(facts.at(one));
            BigDecimal right = decimal(facts.at(other));
            return left == null || right == null ? null : left.multiply(right);
        };
    }

    /**
     * Returns a number as a decimal; null where there is none. A double becomes the shortest decimal that parses to the
     * same double, which is the number that the agency wrote.
     */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : value instanceof Double number ? BigDecimal.valueOf(number) : null;
    }
}
