package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;

/**
 * What an event adds to a numerator or denominator; null where the event does not say, and then it adds nothing at all.
 */
@FunctionalInterface
public interface Measure {

    @Nullable
    BigDecimal of(Facts facts);

    /** Nothing: the side of the ratio is not this input's. */
    static Measure none() {
        return facts -> BigDecimal.ZERO;
    }

    /** One for each event. */
    static Measure one() {
        return facts -> BigDecimal.ONE;
    }

    /** One for each event that meets the condition, zero for every other. */
    static Measure countIf(Condition condition) {
        return facts -> condition.test(facts) ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    /** The number in a field. */
    static Measure field(int position) {
        return facts -> decimal(facts.at(position));
    }

    /** The number in the first of two fields that is there. */
    static Measure field(int position, int otherwise) {
        return facts -> decimal(facts.at(facts.at(position) == null ? otherwise : position));
    }

    /** The product of two fields: a speed weighted by vehicles. */
    static Measure product(int one, int other) {
        return facts -> {
            BigDecimal left = decimal(facts.at(one));
            BigDecimal right = decimal(facts.at(other));
            return left == null || right == null ? null : left.multiply(right);
        };
    }

    /** Doubles count as the shortest decimal that reads back the same, which is the number the agency wrote. */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : value instanceof Double number ? BigDecimal.valueOf(number) : null;
    }
}
