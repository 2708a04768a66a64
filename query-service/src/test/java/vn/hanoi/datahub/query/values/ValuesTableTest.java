package vn.hanoi.datahub.query.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.Shipped;

class ValuesTableTest {

    /** Programs would take the mark for a part of the first name. */
    @Test
    void beginsWithAByteOrderMarkOnlyForSpreadsheets() {
        IndicatorDefinition definition =
                Shipped.CATALOGUE.definitions().iterator().next();

        assertThat(ValuesTable.of(definition, List.of(), false)).startsWith("indicator,unit,area,");
        assertThat(ValuesTable.of(definition, List.of(), true)).startsWith("\uFEFFindicator,unit,area,");
    }
}
