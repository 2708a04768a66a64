package vn.hanoi.datahub.ingest.admission;

import java.math.BigDecimal;
import java.math.MathContext;

/** The digits of a number that a double preserves. */
public final class DoubleDigits {

    /** A double preserves every decimal number with up to this many significant digits. */
    private static final int EXACT = 15;

    /** No double needs more significant digits than this to be told from every other. */
    private static final int MOST = 17;

    private DoubleDigits() {}

    /**
     * Returns whether a double does not preserve a number as it was written. Such a number is refused rather than
     * rounded: a double has about 17 significant digits.
     */
    public static boolean areLost(BigDecimal written) {
        double kept = written.doubleValue();
        if (kept == 0 || Double.isInfinite(kept)) {
            return written.signum() != 0;
        }
        return written.precision() > EXACT
                && BigDecimal.valueOf(kept).compareTo(written) != 0
                && new BigDecimal(kept).compareTo(written) != 0;
    }

    /**
     * Returns the number whose saved form a text is. Spreadsheets save 0.07 with the 17 digits of its double, as
     * 0.070000000000000007. Any other number is returned unchanged, with all the digits that someone has written.
     */
    public static BigDecimal saved(BigDecimal written) {
        double kept = written.doubleValue();
        boolean isSaved = written.precision() > EXACT
                && written.precision() <= MOST
                && Double.isFinite(kept)
                && new BigDecimal(kept)
                                .round(new MathContext(written.precision()))
                                .compareTo(written)
                        == 0;
        return isSaved ? BigDecimal.valueOf(kept) : written;
    }
}
