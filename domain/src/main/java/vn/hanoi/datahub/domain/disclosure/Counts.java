package vn.hanoi.datahub.domain.disclosure;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cell counts.
 *
 * @param numerator null where the method gives none
 * @param denominator null where it has none
 */
public record Counts(
        @Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {

    /** Whether one of the counts is of so few that they could be told apart. Nobody is not a few. */
    public boolean isSmall() {
        return Stream.of(numerator, denominator).anyMatch(Counts::isSmall);
    }

    private static boolean isSmall(@Nullable BigDecimal count) {
        return count != null && count.signum() > 0 && count.compareTo(Suppression.THRESHOLD) < 0;
    }

    /** Of how many it is. */
    BigDecimal size() {
        BigDecimal of = denominator == null ? numerator : denominator;
        return of == null ? BigDecimal.ZERO : of;
    }

    /** Whether both say the same, however many decimals they are written with. */
    public boolean isSameAs(Counts other) {
        return isSame(numerator, other.numerator) && isSame(denominator, other.denominator);
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }
}
