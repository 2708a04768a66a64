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
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

class DirtyCellsTest {

    private static final SeriesId CITY = new SeriesId("dg.x@1", new AreaId("01", LocalDate.of(2025, 7, 1)));
    private static final SeriesId WARD = new SeriesId("dg.x@1", new AreaId("00004", LocalDate.of(2025, 7, 1)));
    private static final Period AUGUST = Period.parse("2025-08");
    private static final Period SEPTEMBER = Period.parse("2025-09");

    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void open() {
        store = InMemory.store("waiting");
    }

    private static void add(DirtyCells dirty, Cell... cells) {
        dirty.add(CITY, List.of(cells), cell -> cell.slice().isTotal());
    }

    @Test
    void whatIsEvaluatedInItsOwnCommitIsNeverWritten() {
        DirtyCells dirty = new DirtyCells(store);
        add(dirty, new Cell(AUGUST, Slice.TOTAL));

        dirty.remove(CITY, dirty.some(CITY, 10));
        dirty.note();

        assertThat(dirty.next()).isNull();
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aSeriesIsOneNote_andANewLifeLooksAtAllOfIt() {
        DirtyCells dirty = new DirtyCells(store);
        add(dirty, new Cell(AUGUST, Slice.TOTAL), new Cell(SEPTEMBER, Slice.TOTAL));
        dirty.note();

        DirtyCells next = new DirtyCells(store);

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
        DirtyCells dirty = new DirtyCells(store);
        Cell notYetAPart = new Cell(AUGUST, Slice.agency("H26.HCC"));

        add(dirty, notYetAPart, new Cell(AUGUST, Slice.TOTAL), new Cell(AUGUST, Slice.TOTAL));

        assertThat(dirty.some(CITY, 10)).containsExactly(notYetAPart, new Cell(AUGUST, DirtyCells.EVERY_PART));
    }

    @Test
    void rowsWaitWithAllPartsTheyHave_besidesThoseThatWaitByName() {
        DirtyCells dirty = new DirtyCells(store);
        Cell notYetAPart = new Cell(AUGUST, Slice.agency("H26.HCC"));
        add(dirty, notYetAPart);

        dirty.addRows(CITY, List.of(AUGUST, SEPTEMBER));
        dirty.addRows(CITY, List.of(AUGUST));
        dirty.addRows(WARD, List.of());

        assertThat(dirty.some(CITY, 10))
                .containsExactly(
                        notYetAPart,
                        new Cell(AUGUST, DirtyCells.EVERY_PART),
                        new Cell(SEPTEMBER, DirtyCells.EVERY_PART));
        assertThat(dirty.has(WARD)).isFalse();
    }

    @Test
    void aPeriodIsHandedOutWhole() {
        DirtyCells dirty = new DirtyCells(store);
        add(
                dirty,
                new Cell(AUGUST, Slice.TOTAL),
                new Cell(AUGUST, Slice.agency("H26.HCC")),
                new Cell(SEPTEMBER, Slice.TOTAL));

        assertThat(dirty.some(CITY, 1)).hasSize(2);
    }

    @Test
    void aSeriesThatIsOverLeavesNothing() {
        DirtyCells dirty = new DirtyCells(store);
        add(dirty, new Cell(AUGUST, Slice.TOTAL));
        dirty.note();

        dirty.remove(CITY);
        dirty.note();

        assertThat(dirty.has(CITY)).isFalse();
        assertThat(store.approximateNumEntries()).isZero();
    }
}
