package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;

class CellKeyTest {

    private static final byte[] DEFINITION = CellKey.definition("dg.x@1");
    private static final byte[] CITY = CellKey.series("dg.x@1", "01@2008-08-01");
    private static final byte[] COMMUNE = CellKey.series("dg.x@1", "00004@2025-07-01");
    private static final Period JULY = Period.parse("2025-07");
    private static final Period AUGUST = Period.parse("2025-08");
    private static final Slice HCC = Slice.agency("H26.HCC");
    private static final Tally ONE = Tally.of(BigDecimal.ONE, BigDecimal.ONE);

    private static KeyValue<Bytes, byte[]> row(byte[] series, Period period, Slice... counted) {
        Row row = new Row();
        row.at(Slice.TOTAL);
        for (Slice slice : counted) {
            row.at(slice).add(ONE);
        }
        return KeyValue.pair(CellKey.row(series, period), row.toBytes());
    }

    private static Iterator<KeyValue<Bytes, byte[]>> stored() {
        return List.of(row(COMMUNE, JULY, HCC), row(COMMUNE, AUGUST, Slice.TOTAL, HCC), row(CITY, JULY, HCC))
                .iterator();
    }

    @Test
    void aRunIsOfOneArea() {
        CellKey.Run run = CellKey.run(DEFINITION, stored(), 100, CellKey.COUNTED);

        assertThat(run.area()).isEqualTo("00004@2025-07-01");
        assertThat(run.cells())
                .containsExactly(new Cell(JULY, HCC), new Cell(AUGUST, Slice.TOTAL), new Cell(AUGUST, HCC));
        assertThat(run.last()).isEqualTo(CellKey.row(COMMUNE, AUGUST));
    }

    @Test
    void aRunEndsWithAWholePeriod() {
        CellKey.Run run = CellKey.run(DEFINITION, stored(), 1, CellKey.COUNTED);

        assertThat(run.cells()).containsExactly(new Cell(JULY, HCC));
        assertThat(run.last()).isEqualTo(CellKey.row(COMMUNE, JULY));
    }

    /** What was taken back before it could be evaluated has to be published as nothing. */
    @Test
    void whoAsksForAllGetsThoseInWhichNothingIsCountedAnyMore() {
        CellKey.Run run = CellKey.run(DEFINITION, stored(), 1, any -> true);

        assertThat(run.cells()).containsExactly(new Cell(JULY, Slice.TOTAL), new Cell(JULY, HCC));
    }

    @Test
    void anEmptyRangeHasNoRun() {
        assertThat(CellKey.run(DEFINITION, List.<KeyValue<Bytes, byte[]>>of().iterator(), 1, any -> true))
                .isNull();
    }
}
