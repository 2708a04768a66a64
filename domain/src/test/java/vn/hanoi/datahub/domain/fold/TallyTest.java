package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static Tally of(String number) {
        return Tally.of(new BigDecimal(number), BigDecimal.ONE);
    }

    @Test
    void theSameNumberIsTheSameTally_howeverItWasReached() {
        assertThat(of("1.50")).isEqualTo(of("1.5"));
        assertThat(of("1E+2")).isEqualTo(of("100"));
        assertThat(of("100").numerator()).hasToString("100");
        assertThat(of("0.1").plus(of("0.9"))).isEqualTo(of("2").plus(of("-1")));
    }

    @Test
    void whatIsTakenBackLeavesNothing_itsUnitIncluded() {
        Tally one = of("1.5").from("00004@2025-07-01");
        Tally other = of("2").from("00008@2025-07-01");

        assertThat(one.plus(other).units()).isEqualTo(Map.of("00004@2025-07-01", 1L, "00008@2025-07-01", 1L));
        assertThat(one.plus(other).plus(one.negated())).isEqualTo(other);
        assertThat(one.plus(one.negated()).isZero()).isTrue();
        assertThat(one.plus(one).plus(one.negated()).units()).isEqualTo(Map.of("00004@2025-07-01", 1L));
    }

    @Test
    void aTallyIsZero_whereNothingIsInIt() {
        assertThat(Tally.ZERO.isZero()).isTrue();
        assertThat(new Tally(BigDecimal.ZERO, BigDecimal.ZERO, 1, Tally.ZERO.units()).isZero())
                .isFalse();
        assertThat(new Tally(BigDecimal.ONE, BigDecimal.ZERO, 0, Tally.ZERO.units()).isZero())
                .isFalse();
        assertThat(new Tally(BigDecimal.ZERO, BigDecimal.ONE, 0, Tally.ZERO.units()).isZero())
                .isFalse();
        assertThat(new Tally(BigDecimal.ZERO, BigDecimal.ZERO, 0, new TreeMap<>(Map.of("u", 1L))).isZero())
                .isFalse();
        assertThat(Tally.ZERO.from("u").units()).as("no event, no unit").isEmpty();
    }
}
