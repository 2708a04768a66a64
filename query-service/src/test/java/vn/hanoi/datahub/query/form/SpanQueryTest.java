package vn.hanoi.datahub.query.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.query.Shipped;

class SpanQueryTest {

    /** Whoever is refused reads why: the end is not known, or parts do not add up. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dg.open_data_agencies | it is known at the end of each month, quarter, year, and none of these ends on 2026-03-14; name a period that ends with one of them",
                "ds.fibre_households | it is read at the end of a month, quarter, year, and none of these begins on 2026-02-15 or later and ends on 2026-03-14; name a period that contains one of them at its end",
                "dg.users_unified_identity | it is counted by month, quarter, year, and its values of these do not add up to other periods; name a period that begins and ends with one of them"
            })
    void saysWhyThereIsNoValue(String indicator, String why) {
        IndicatorDefinition definition =
                Shipped.CATALOGUE.findDefinition(indicator).orElseThrow();
        ReportingPeriod march =
                Shipped.CATALOGUE.regimes().get("nd-09-2019").find("2026-03").orElseThrow();

        assertThat(SpanQuery.refused(definition, march))
                .hasMessage(indicator + " has no value for 2026-03@nd-09-2019 (2026-02-15 to 2026-03-14): " + why);
    }
}
