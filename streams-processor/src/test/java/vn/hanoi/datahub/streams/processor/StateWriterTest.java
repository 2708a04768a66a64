package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.schemas.codec.StateWriter;

class StateWriterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 300, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumberIsReadAsItWasWritten(long number) {
        StateReader reader = new StateReader(new StateWriter().number(number).toBytes());

        assertThat(reader.number()).isEqualTo(number);
        assertThat(reader.hasMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "255",
                "256",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "0.000001",
                "-12345678901234567890123456789012.345678",
                "1E+30"
            })
    void aDecimalIsReadExactly(String text) {
        BigDecimal decimal = new BigDecimal(text);

        assertThat(new StateReader(new StateWriter().decimal(decimal).toBytes()).decimal())
                .isEqualTo(decimal);
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        StateReader reader =
                new StateReader(new StateWriter().decimal(null).real(null).toBytes());

        assertThat(reader.decimal()).isNull();
        assertThat(reader.real()).isNull();
    }

    @Test
    void aRealIsReadBitByBit() {
        StateReader reader =
                new StateReader(new StateWriter().real(0.1 + 0.2).real(-0.0).toBytes());

        assertThat(reader.real()).isEqualTo(0.1 + 0.2);
        assertThat(Double.doubleToRawLongBits(reader.real())).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void aTallyIsReadWithItsUnits() {
        Tally tally = new Tally(
                BigDecimal.TEN, new BigDecimal("12.5"), 3, new TreeMap<>(Map.of("00004@2025-07-01", 2L, "Hà Nội", 1L)));

        assertThat(new StateReader(new StateWriter().tally(tally).toBytes()).tally())
                .isEqualTo(tally);
    }

    /** A city has millions of them. */
    @Test
    void aSmallTallyTakesSixBytes() {
        assertThat(new StateWriter()
                        .tally(Tally.of(BigDecimal.ONE, BigDecimal.ONE))
                        .toBytes())
                .hasSize(6);
    }
}
