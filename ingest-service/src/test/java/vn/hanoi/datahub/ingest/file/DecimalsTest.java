package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DecimalsTest {

    /** Reading a million digits takes a minute, and a pattern with a million thousands overflows the stack. */
    @Test
    @Timeout(5)
    void readsNoNumberThatIsLongerThanAnyAmount() {
        assertThat(Decimals.POINT.read("1".repeat(1 << 22))).isEmpty();
        assertThat(Decimals.POINT.read("1" + ",000".repeat(1 << 20))).isEmpty();
        assertThat(Decimals.POINT.read("0." + "3".repeat(90))).isPresent();
    }
}
