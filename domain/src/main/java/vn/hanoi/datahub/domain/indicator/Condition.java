package vn.hanoi.datahub.domain.indicator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Facts;

/**
 * A condition on an event's facts: data compiled to field access by position. A comparison with an absent field is
 * false.
 */
@FunctionalInterface
public interface Condition extends Predicate<Facts> {

    Condition ALWAYS = facts -> true;

    static Condition all(List<Condition> conditions) {
        Condition[] each = conditions.toArray(Condition[]::new);
        return facts -> {
            for (Condition condition : each) {
                if (!condition.test(facts)) {
                    return false;
                }
            }
            return true;
        };
    }

    static Condition any(List<Condition> conditions) {
        List<Condition> each = List.copyOf(conditions);
        return facts -> each.stream().anyMatch(condition -> condition.test(facts));
    }

    static Condition not(Condition condition) {
        return facts -> !condition.test(facts);
    }

    /** Returns a condition that holds when the field has one of the values. */
    static Condition in(int position, List<Object> values) {
        List<Object> accepted = List.copyOf(values);
        return facts -> {
            Object value = facts.at(position);
            return value != null && accepted.contains(value);
        };
    }

    static Condition present(int position, boolean expected) {
        return facts -> (facts.at(position) != null) == expected;
    }

    /** Returns a condition that compares the field with a constant or another field. */
    static Condition compares(int position, Comparison comparison, Operand operand) {
        return facts -> {
            Object left = facts.at(position);
            Object right = operand.of(facts);
            return left != null && right != null && comparison.holds(compare(left, right));
        };
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        @SuppressWarnings("unchecked") // the catalogue was checked: both sides have the same kind
        Comparable<Object> comparable = (Comparable<Object>) left;
        return comparable.compareTo(Objects.requireNonNull(right));
    }

    /** The right-hand side of a comparison. */
    @FunctionalInterface
    interface Operand {
        @Nullable
        Object of(Facts facts);

        /** Returns the number in a field multiplied by a factor; null where the field has no number. */
        static Operand times(int position, BigDecimal factor) {
            return facts -> facts.at(position) instanceof Number number
                    ? new BigDecimal(number.toString()).multiply(factor)
                    : null;
        }
    }

    enum Comparison {
        LT,
        LTE,
        GT,
        GTE;

        boolean holds(int order) {
            return switch (this) {
                case LT -> order < 0;
                case LTE -> order <= 0;
                case GT -> order > 0;
                case GTE -> order >= 0;
            };
        }
    }
}
