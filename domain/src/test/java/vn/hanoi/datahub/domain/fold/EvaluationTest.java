package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext MANY_DIGITS = new MathContext(80);
    private static final int TRIALS = 20_000;

    /** However the ratio is worked out, it is the double nearest to the true one. */
    @Test
    void aRatioIsTheDoubleNearestToIt() {
        Random random = new Random(239);
        for (int i = 0; i < TRIALS; i++) {
            BigDecimal numerator = new BigDecimal(new BigInteger(random.nextInt(64), random), random.nextInt(3));
            BigDecimal denominator = new BigDecimal(
                    new BigInteger(1 + random.nextInt(64), random).add(BigInteger.ONE), random.nextInt(3));

            Double value = Evaluation.of(Tally.of(numerator, denominator), HUNDRED, null)
                    .value();

            assertThat(value)
                    .as(numerator + " / " + denominator)
                    .isEqualTo(numerator
                            .multiply(HUNDRED)
                            .divide(denominator, MANY_DIGITS)
                            .doubleValue());
        }
    }

    @Test
    void aRatioOverNothingIsNone() {
        assertThat(Evaluation.of(Tally.of(BigDecimal.ONE, BigDecimal.ZERO), HUNDRED, null)
                        .value())
                .isNull();
    }
}
