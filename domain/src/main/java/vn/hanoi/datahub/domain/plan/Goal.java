package vn.hanoi.datahub.domain.plan;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * What is to be reached.
 *
 * @param value in the indicator's unit; for {@link Kind#GROWTH} the growth over the year before, in per cent; null for
 *     a milestone without a number
 * @param to upper end of a range; null for all other kinds
 * @param strict whether reaching exactly the value is not enough ("over 50")
 * @param words the act's own words where it gives no plain number; null where it does
 */
public record Goal(
        Kind kind,
        @Nullable Double value,
        @Nullable Double to,
        boolean strict,
        @Nullable Text words) {

    /** The kinds of goals. */
    public enum Kind {
        /** About this number: the act does not say which side of it is better. */
        VALUE,
        /** At least this number. */
        MINIMUM,
        /** At most this number. */
        MAXIMUM,
        /** Within a range, or better than its lower end. */
        RANGE,
        /** This rank or a better one. */
        RANK,
        /** Growth over the year before, at least. */
        GROWTH,
        /** Something to be done, in words. */
        MILESTONE;

        /** Returns the word used in the catalogue and the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isBetterWhenLess() {
            return this == MAXIMUM || this == RANK;
        }
    }

    /** Returns whether a value can be compared with the goal's number. */
    public boolean isComparable() {
        return value != null && kind != Kind.GROWTH;
    }

    boolean isBetterWhenLess() {
        return kind.isBetterWhenLess();
    }

    /** Returns the goal that growth itself has to reach; for all other kinds the goal itself. */
    public Goal ofGrowth() {
        return kind == Kind.GROWTH ? new Goal(Kind.MINIMUM, value, to, strict, words) : this;
    }

    /** Returns the sign between a value and the goal's number; null for a goal without a comparable number. */
    public @Nullable String comparison() {
        return !isComparable() ? null : kind.isBetterWhenLess() ? strict ? "<" : "<=" : strict ? ">" : ">=";
    }

    /** Returns whether a value meets the goal; empty where it cannot be compared. */
    public Optional<Boolean> isMetBy(double actual) {
        if (value == null || !isComparable()) {
            return Optional.empty();
        }
        int order = kind.isBetterWhenLess() ? Double.compare(value, actual) : Double.compare(actual, value);
        return Optional.of(strict ? order > 0 : order >= 0);
    }

    /**
     * Returns the attainment of a value, 1 where it reaches the goal exactly; empty where there is no number to divide
     * by.
     */
    public Optional<Double> attainment(double actual) {
        if (value == null || !isComparable()) {
            return Optional.empty();
        }
        double whole = kind.isBetterWhenLess() ? actual : value;
        double part = kind.isBetterWhenLess() ? value : actual;
        return whole == 0 ? Optional.empty() : Optional.of(part / whole);
    }
}
