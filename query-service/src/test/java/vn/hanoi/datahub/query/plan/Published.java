package vn.hanoi.datahub.query.plan;

import java.math.BigDecimal;
import java.time.Instant;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.history.ListedReadings;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** Totals of one area. */
final class Published extends ListedReadings {

    private final AreaId area;

    Published(AreaId area) {
        this.area = area;
    }

    /** A ratio in per cent. */
    Published with(String indicator, String period, long numerator, long denominator) {
        add(value(area, indicator, period, numerator, denominator));
        return this;
    }

    static Value value(AreaId area, String indicator, String period, long numerator, long denominator) {
        return new Value(
                new ValueKey(indicator, 1, "", area, "", Period.parse(period)),
                100.0 * numerator / denominator,
                BigDecimal.valueOf(numerator),
                BigDecimal.valueOf(denominator),
                1,
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }
}
