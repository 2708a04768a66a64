package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * What a definition says about its fold.
 *
 * @param periods finest first
 * @param dimensions the definition's, in the order of the contributions' members
 * @param factor what a ratio is multiplied with, 100 for per cent; null when the value is the numerator itself
 * @param headline the member of the first dimension that stands for the total; null when there is none
 * @param shareOfExpected whether a count is a share of the units expected
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
}
