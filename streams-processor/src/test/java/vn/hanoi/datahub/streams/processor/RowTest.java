package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;

class RowTest {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final Slice HCC = Slice.agency("H26.HCC");
    private static final Tally ONE_OF_TWO = Tally.of(BigDecimal.ONE, TWO);
    private static final Evaluation HALF = new Evaluation(50.0, BigDecimal.ONE, TWO, 1, 1.0);

    @Test
    void isReadAsItWasWritten() {
        Row row = new Row();
        row.at(HCC).add(ONE_OF_TWO);
        row.at(Slice.TOTAL).add(ONE_OF_TWO.from("00004@2025-07-01"));
        row.at(Slice.TOTAL).publish(HALF, 1_000);
        row.at(Slice.TOTAL).publish(new Evaluation(null, null, null, 0, null), 1_500);
        row.at(HCC).publish(HALF, 2_000);

        Row read = Row.of(row.toBytes());

        assertThat(told(read)).isEqualTo(told(row)).hasSize(2);
        assertThat(read.toBytes()).isEqualTo(row.toBytes());
    }

    /** What was published says what was counted then, not what is counted now. */
    @Test
    void keepsWhatWasPublishedWhileMoreIsCounted() {
        Row row = new Row();
        row.at(HCC).add(ONE_OF_TWO);
        row.at(HCC).publish(HALF, 1_000);
        row.at(HCC).add(ONE_OF_TWO);

        Row.Part read = Row.of(row.toBytes()).at(HCC);

        assertThat(read.published()).isEqualTo(HALF);
        assertThat(read.tally().events()).isEqualTo(2);
    }

    @Test
    void handsOutTheTotalFirst() {
        Row row = new Row();
        row.at(HCC).add(ONE_OF_TWO);
        row.at(new Slice("sector", "đất đai")).add(ONE_OF_TWO);
        row.at(Slice.TOTAL).add(ONE_OF_TWO);
        List<Slice> slices = new ArrayList<>();

        row.forEach((slice, part) -> slices.add(slice));

        assertThat(slices).containsExactly(Slice.TOTAL, HCC, new Slice("sector", "đất đai"));
    }

    @Test
    void anEqualValueIsNotPublishedAgain_norNothingWhereThereWasNothing() {
        Row.Part part = new Row().at(HCC);

        assertThat(part.publish(new Evaluation(null, null, null, 0, null), 1)).isFalse();
        assertThat(part.publish(HALF, 2)).isTrue();
        assertThat(part.publish(HALF, 3)).isFalse();
        assertThat(part.revision()).isEqualTo(1);
        assertThat(part.recordedAt()).isEqualTo(2);
    }

    @Test
    void aFormatOfTheFutureIsNotGuessedAt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Row.of(new byte[] {9}))
                .withMessageContaining("format 9");
    }

    private static List<String> told(Row row) {
        List<String> told = new ArrayList<>();
        row.forEach((slice, part) -> told.add(slice + " " + part.tally() + " " + part.published() + " "
                + part.revision() + " " + part.firstRecordedAt() + " " + part.recordedAt()));
        return told;
    }
}
