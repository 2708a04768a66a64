package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** The records are written field by field; Avro has to read from them what was meant. */
class PublishedRowsTest {

    private static final Slice HCC = Slice.agency("H26.HCC");
    private static final Instant FIRST = Instant.ofEpochMilli(1_000);
    private static final Instant NOW = Instant.ofEpochMilli(5_000);

    @Test
    void aKeyIsReadAsItsSchemaSays() {
        IndicatorDefinition definition = CatalogueLoader.load(CatalogueFiles.shipped())
                .findDefinition("dg.tthc_on_time")
                .orElseThrow();
        LocalDate since = LocalDate.of(2025, 7, 1);

        IndicatorRowKey key = Avro.read(
                new IndicatorRowKey(),
                PublishedRows.key(definition, new AreaId("00004", since), Period.parse("2025-Q3")));

        assertThat(key)
                .isEqualTo(new IndicatorRowKey(definition.id(), definition.version(), "00004", since, "2025-Q3"));
    }

    @Test
    void aRowHasEveryPart_andARevisionThoseThatChanged() {
        Row row = new Row();
        row.at(HCC).add(Tally.of(BigDecimal.ONE, BigDecimal.TEN));
        row.at(HCC).publish(new Evaluation(10.0, BigDecimal.ONE, BigDecimal.TEN, 1, 0.5), FIRST.toEpochMilli());
        row.at(Slice.TOTAL).publish(new Evaluation(null, new BigDecimal("-2.5"), null, 3, null), NOW.toEpochMilli());
        row.at(new Slice("sector", "y tế")).add(Tally.of(BigDecimal.ONE, BigDecimal.ONE)); // never published

        Evaluated.Rows published = PublishedRows.of(row, Set.of(Slice.TOTAL), NOW.toEpochMilli());

        IndicatorPart total = new IndicatorPart("", "", null, six("-2.5"), null, 3L, null, 1L, NOW, NOW);
        IndicatorPart hcc =
                new IndicatorPart("agency", "H26.HCC", 10.0, six("1"), six("10"), 1L, 0.5, 1L, FIRST, FIRST);
        IndicatorRow whole = Avro.read(new IndicatorRow(), published.row());
        assertThat(whole.getRecordedAt()).isEqualTo(NOW);
        assertThat(whole.getParts()).containsExactly(total, hcc);
        assertThat(Avro.read(new IndicatorRow(), published.revision()).getParts())
                .containsExactly(total);
    }

    /** A part is written once and used again: not after it has changed. */
    @Test
    void aPartThatIsPublishedAgainIsWrittenAgain() {
        Row row = new Row();
        row.at(HCC).publish(new Evaluation(1.0, null, null, 1, null), FIRST.toEpochMilli());
        PublishedRows.of(row, Set.of(HCC), FIRST.toEpochMilli());
        row.at(HCC).publish(new Evaluation(2.0, null, null, 1, null), NOW.toEpochMilli());

        Evaluated.Rows published = PublishedRows.of(row, Set.of(HCC), NOW.toEpochMilli());

        assertThat(Avro.read(new IndicatorRow(), published.row()).getParts())
                .containsExactly(new IndicatorPart("agency", "H26.HCC", 2.0, null, null, 1L, null, 2L, FIRST, NOW));
    }

    private static BigDecimal six(String number) {
        return new BigDecimal(number).setScale(6);
    }
}
