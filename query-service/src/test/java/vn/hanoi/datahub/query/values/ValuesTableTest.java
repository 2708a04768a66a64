package vn.hanoi.datahub.query.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

class ValuesTableTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    /** Programs would take the mark for a part of the first name. */
    @Test
    void beginsWithAByteOrderMarkOnlyForSpreadsheets() {
        IndicatorDefinition definition =
                Shipped.CATALOGUE.definitions().iterator().next();

        assertThat(ValuesTable.of(definition, List.of(), false)).startsWith("indicator,unit,area,");
        assertThat(ValuesTable.of(definition, List.of(), true)).startsWith("\uFEFFindicator,unit,area,");
    }

    /** Two wards had this code, one after the other, and both have values of 2025. */
    @Test
    void noTwoUnitsShareAKey() {
        IndicatorDefinition definition =
                Shipped.CATALOGUE.findDefinition("dg.tthc_on_time").orElseThrow();
        ValueRows form = new ValueRows(Shipped.CATALOGUE, () -> NOW);
        List<ValuePages.Row> rows = Stream.of("2008-08-01", "2025-07-01")
                .map(since -> value(new AreaId("00166", LocalDate.parse(since))))
                .map(value -> new ValuePages.Row(value.key(), "year", form.of(definition, value)))
                .toList();

        List<String> lines =
                ValuesTable.of(definition, rows, false).lines().skip(1).toList();

        assertThat(lines).hasSize(2).doesNotHaveDuplicates();
        assertThat(lines.get(0)).contains(",00166,", ",2008-08-01,").doesNotContain("2025-07-01");
        assertThat(lines.get(1)).contains(",00166,", ",2025-07-01,").doesNotContain("2008-08-01");
    }

    private static Value value(AreaId area) {
        return new Value(
                new ValueKey("dg.tthc_on_time", 1, "", area, "", Period.parse("2025")),
                100.0,
                BigDecimal.ONE,
                BigDecimal.ONE,
                1,
                null,
                1,
                NOW,
                NOW,
                false);
    }
}
