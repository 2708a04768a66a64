package vn.hanoi.datahub.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators and agencies write into labels, reasons and notes. */
class RemarkTest {

    @Test
    void keepsWhatIsWritten_withoutBlanksAroundIt() {
        assertThat(Remark.of("a label", " bộ đếm hỏng ", 100)).isEqualTo("bộ đếm hỏng");
        assertThat(Remark.of("a label", null, 100)).isEmpty();
        assertThat(Remark.of("a label", "Nguyễn Văn An", 100))
                .as("whose key it is")
                .isEqualTo("Nguyễn Văn An");
    }

    @ParameterizedTest
    @CsvSource({"gọi 0912 345 678, phone", "a@hanoi.gov.vn, email", "CCCD 001085012345, identity", "30F-123.45, plate"})
    void refusesPersonalData(String text, String kind) {
        assertThatThrownBy(() -> Remark.of("note", text, 100))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("note looks like personal data (" + kind + ")");
    }

    @Test
    void refusesWhatIsTooLongOrNotPrintable() {
        assertThatThrownBy(() -> Remark.of("why", "x".repeat(101), 100)).hasMessageContaining("at most 100");
        assertThatThrownBy(() -> Remark.of("why", "a\u0000", 100)).hasMessageContaining("printable");
    }
}
