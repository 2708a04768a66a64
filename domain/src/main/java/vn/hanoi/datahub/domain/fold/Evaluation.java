package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The value of a cell, with what it is based on.
 *
 * @param value in the indicator's unit; null where the denominator is 0 or the method's source gives no value
 * @param numerator null where the fold has none (an index)
 * @param denominator null where the fold has none
 * @param coverage units that reported ÷ units expected, 0 to 1; null where no units are expected
 */
public record Evaluation(
        @Nullable Double value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        long events,
        @Nullable Double coverage) {

    /**
     * The only rounding step, done last, so that live and replayed input give the same bits. It has more digits than a
     * double, so the value is the double nearest to the true ratio.
     */
    static final MathContext LAST_DIVISION = MathContext.DECIMAL128;

    private static final int DIGITS_OF_A_DOUBLE = 53;

    /** Nothing counts: the cell has no value, as if it had never existed. */
    public static final Evaluation NOTHING = new Evaluation(null, null, null, 0, null);

    /**
     * Returns the ratio of a tally, or its numerator.
     *
     * @param factor multiplier of the ratio; null when the value is the numerator itself
     */
    static Evaluation of(Tally tally, @Nullable BigDecimal factor, @Nullable Double coverage) {
        if (factor == null) {
            Double value =
                    tally.events() == 0 ? null : (Double) tally.numerator().doubleValue();
            return new Evaluation(value, tally.numerator(), null, tally.events(), coverage);
        }
        Double value = tally.denominator().signum() == 0
                ? null
                : (Double) ratio(tally.numerator().multiply(factor), tally.denominator());
        return new Evaluation(value, tally.numerator(), tally.denominator(), tally.events(), coverage);
    }

    /**
     * Returns the double nearest to a ratio. Whole numbers that a double represents exactly are divided in binary,
     * which rounds to the nearest double by itself (IEEE 754) and is far cheaper.
     */
    private static double ratio(BigDecimal dividend, BigDecimal divisor) {
        if (isExact(dividend) && isExact(divisor)) {
            return dividend.doubleValue() / divisor.doubleValue();
        }
        return dividend.divide(divisor, LAST_DIVISION).doubleValue();
    }

    private static boolean isExact(BigDecimal number) {
        return number.scale() == 0 && number.unscaledValue().bitLength() <= DIGITS_OF_A_DOUBLE;
    }

    static @Nullable Double share(long reported, long expected) {
        return expected <= 0 ? null : (Double) Math.min(1.0, (double) reported / expected);
    }
}
