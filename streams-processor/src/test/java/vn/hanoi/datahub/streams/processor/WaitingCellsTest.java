package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.streams.processor.WaitingCells.SeriesId;

class WaitingCellsTest {

    private static final SeriesId CITY = new SeriesId("dg.x@1", new AreaId("01", LocalDate.of(2025, 7, 1)));
    private static final SeriesId WARD = new SeriesId("dg.x@1", new AreaId("00004", LocalDate.of(2025, 7, 1)));
    private static final Period AUGUST = Period.parse("2025-08");
    private static final Period SEPTEMBER = Period.parse("2025-09");

    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open() {
        store = InMemory.store("waiting");
    }

    private static void add(WaitingCells waiting, Cell... cells) {
        waiting.add(CITY, List.of(cells), cell -> cell.slice().isTotal());
    }

    @Test
    void whatIsEvaluatedInItsOwnCommitIsNeverWritten() {
        WaitingCells waiting = new WaitingCells(store);
        add(waiting, new Cell(AUGUST, Slice.TOTAL));

        waiting.remove(CITY, waiting.some(CITY, 10));
        waiting.note();

        assertThat(waiting.next()).isNull();
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aSeriesIsOneNote_andANewLifeLooksAtAllOfIt() {
        WaitingCells waiting = new WaitingCells(store);
        add(waiting, new Cell(AUGUST, Slice.TOTAL), new Cell(SEPTEMBER, Slice.TOTAL));
        waiting.note();

        WaitingCells next = new WaitingCells(store);

        assertThat(store.approximateNumEntries()).isEqualTo(1);
        assertThat(next.next()).isEqualTo(CITY);
        assertThat(next.cursor(CITY)).isNotNull();
        next.note();
        assertThat(store.approximateNumEntries()).isEqualTo(1);
        next.lookedAtAll(CITY);
        next.note();
        assertThat(next.next()).isNull();
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aRowWaitsWithAllPartsItHas_andOthersByName() {
        WaitingCells waiting = new WaitingCells(store);
        Cell notYetAPart = new Cell(AUGUST, Slice.agency("H26.HCC"));

        add(waiting, notYetAPart, new Cell(AUGUST, Slice.TOTAL), new Cell(AUGUST, Slice.TOTAL));

        assertThat(waiting.some(CITY, 10)).containsExactly(notYetAPart, new Cell(AUGUST, WaitingCells.EVERY_PART));
    }

    @Test
    void rowsWaitWithAllPartsTheyHave_besidesThoseThatWaitByName() {
        WaitingCells waiting = new WaitingCells(store);
        Cell notYetAPart = new Cell(AUGUST, Slice.agency("H26.HCC"));
        add(waiting, notYetAPart);

        waiting.addRows(CITY, List.of(AUGUST, SEPTEMBER));
        waiting.addRows(CITY, List.of(AUGUST));
        waiting.addRows(WARD, List.of());

        assertThat(waiting.some(CITY, 10))
                .containsExactly(
                        notYetAPart,
                        new Cell(AUGUST, WaitingCells.EVERY_PART),
                        new Cell(SEPTEMBER, WaitingCells.EVERY_PART));
        assertThat(waiting.has(WARD)).isFalse();
    }

    @Test
    void aPeriodIsHandedOutWhole() {
        WaitingCells waiting = new WaitingCells(store);
        add(
                waiting,
                new Cell(AUGUST, Slice.TOTAL),
                new Cell(AUGUST, Slice.agency("H26.HCC")),
                new Cell(SEPTEMBER, Slice.TOTAL));

        assertThat(waiting.some(CITY, 1)).hasSize(2);
    }

    @Test
    void aSeriesThatIsOverLeavesNothing() {
        WaitingCells waiting = new WaitingCells(store);
        add(waiting, new Cell(AUGUST, Slice.TOTAL));
        waiting.note();

        waiting.remove(CITY);
        waiting.note();

        assertThat(waiting.has(CITY)).isFalse();
        assertThat(store.approximateNumEntries()).isZero();
    }
}
