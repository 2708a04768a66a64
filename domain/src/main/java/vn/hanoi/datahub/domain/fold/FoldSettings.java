package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * Settings of a fold, taken from its definition.
 *
 * @param periods finest first
 * @param dimensions dimensions of the definition, in the order of the contributions' members
 * @param factor multiplier of a ratio, 100 for per cent; null when the value is the numerator itself
 * @param headline the member of the first dimension that represents the total; null when there is none
 * @param shareOfExpected whether a count of agencies becomes a share of those expected
 */
public record FoldSettings(
        List<Granularity> periods,
        List<String> dimensions,
        @Nullable BigDecimal factor,
        @Nullable String headline,
        boolean shareOfExpected) {

    public FoldSettings {
        periods = periods.stream().sorted().toList();
        dimensions = List.copyOf(dimensions);
    }

    Granularity base() {
        return periods.get(0);
    }

    Reports reports() {
        return new Reports(periods);
    }
}
