package vn.hanoi.datahub.domain.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;

/**
 * What is to be reached.
 *
 * @param value in the indicator's unit; for {@link Kind#GROWTH} the growth over the year before, in per cent; null for
 *     a milestone without a number
 * @param to upper end of a range; null for all other kinds
 * @param strict whether reaching exactly the value is not enough ("over 50")
 * @param words the act's own words where it gives no plain number; null where it does
 * @param lessIsBetter whether values at or below the number meet it: of a maximum and a rank always, of a plain value
 *     where the indicator is better when lower
 */
public record Goal(
        Kind kind,
        @Nullable Double value,
        @Nullable Double to,
        boolean strict,
        @Nullable Text words,
        boolean lessIsBetter) {

    /** A goal that does not depend on the indicator's direction, or whose indicator is better when higher. */
    public Goal(Kind kind, @Nullable Double value, @Nullable Double to, boolean strict, @Nullable Text words) {
        this(kind, value, to, strict, words, kind == Kind.MAXIMUM || kind == Kind.RANK);
    }

    public enum Kind implements Worded {
        /** About this number: the act does not say which side of it is better, the indicator's direction does. */
        VALUE,
        /** At least this number. */
        MINIMUM,
        /** At most this number. */
        MAXIMUM,
        /** From the lower to the upper end of a range. */
        RANGE,
        /** This rank or a better one. */
        RANK,
        /** Growth over the year before, at least. */
        GROWTH,
        /** Something to be done, in words. */
        MILESTONE
    }

    /** Returns whether a value can be compared with the goal's number. */
    public boolean isComparable() {
        return value != null && kind != Kind.GROWTH;
    }

    /** Returns the goal that growth itself has to reach; for all other kinds the goal itself. */
    public Goal ofGrowth() {
        return kind == Kind.GROWTH ? new Goal(Kind.MINIMUM, value, to, strict, words) : this;
    }

    /**
     * Returns the sign between a value and the goal's number; null for a range, which has two ends, and for a goal
     * without a comparable number.
     */
    public @Nullable String comparison() {
        return !isComparable() || kind == Kind.RANGE ? null : lessIsBetter ? strict ? "<" : "<=" : strict ? ">" : ">=";
    }

    /** Returns whether a value meets the goal; empty where it cannot be compared. */
    public Optional<Boolean> isMetBy(double actual) {
        return wanted(actual).map(wanted -> {
            int order = isFromAbove(actual) ? Double.compare(wanted, actual) : Double.compare(actual, wanted);
            return strict ? order > 0 : order >= 0;
        });
    }

    /**
     * Returns the number that a value has to reach: the goal's own, or the end of a range that is next to it; within a
     * range the value itself. Empty where it cannot be compared.
     */
    Optional<Double> wanted(double actual) {
        if (value == null || !isComparable()) {
            return Optional.empty();
        }
        return Optional.of(to == null ? value : Double.valueOf(Math.max(value, Math.min(to, actual))));
    }

    /** Returns how far a value is from the goal: value minus goal; 0 within a range. Empty without a number. */
    public Optional<Double> gap(double actual) {
        return wanted(actual).map(wanted -> actual - wanted);
    }

    /** Returns how much a value lacks; 0 where it reaches the goal, or goes beyond it. */
    double missing(double actual) {
        double gap = gap(actual).orElse(0.0);
        return Math.max(0, isFromAbove(actual) ? gap : -gap);
    }

    /** Returns whether a value comes down to the goal: where less is better, and above a range. */
    private boolean isFromAbove(double actual) {
        return to == null ? lessIsBetter : actual > to;
    }

    /**
     * Returns the attainment of a value, 1 where it reaches the goal exactly and within a range; empty where there is
     * no number to divide by.
     */
    public Optional<Double> attainment(double actual) {
        Optional<Double> wanted = wanted(actual);
        if (wanted.filter(reached -> reached == actual).isPresent()) {
            return Optional.of(1.0);
        }
        return wanted.flatMap(reached -> {
            double whole = isFromAbove(actual) ? actual : reached;
            double part = isFromAbove(actual) ? reached : actual;
            return whole == 0 ? Optional.empty() : Optional.of(part / whole);
        });
    }
}
