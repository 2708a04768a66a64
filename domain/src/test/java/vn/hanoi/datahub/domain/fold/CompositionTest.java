package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/** From which period the value at the end of a span is read. */
class CompositionTest {

    private static final List<Granularity> BY_MONTH = List.of(Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);
    private static final List<Granularity> BY_DAY =
            List.of(Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR);

    /** Reports for a longer time than the span do not count in a stock; a state has no length. Today is 2026-11-30. */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        // from, the day after, stock by month, state by month, both by day
        "2026-02-15, 2026-03-15, , , 2026-03-14", // a month that ends on the 14th
        "2026-01-01, 2026-07-01, 2026-Q2, 2026-Q2, 2026-Q2",
        "2026-05-25, 2026-06-01, , 2026-05, 2026-05-31", // a week
        "2024-02-29, 2024-03-01, , 2024-02, 2024-02-29",
        "2025-12-31, 2026-01-01, , 2025-12, 2025-12-31",
        "2026-11-15, 2026-12-15, , 2026-11, 2026-11-30", // running
        "2026-10-15, 2026-12-01, 2026-11, 2026-11, 2026-11"
    })
    void theEndOfASpan(LocalDate from, LocalDate to, @Nullable String stock, @Nullable String state, String byDay) {
        ReportingPeriod span = ReportingPeriod.range(from, to);

        assertThat(end(FoldKind.SNAPSHOT, span, BY_MONTH)).isEqualTo(stock);
        assertThat(end(FoldKind.STATE, span, BY_MONTH)).isEqualTo(state);
        assertThat(end(FoldKind.SNAPSHOT, span, BY_DAY)).isEqualTo(byDay);
        assertThat(end(FoldKind.STATE, span, BY_DAY)).isEqualTo(byDay);
    }

    private static @Nullable String end(FoldKind fold, ReportingPeriod span, List<Granularity> lengths) {
        return Composition.of(fold)
                .parts(span, lengths, LocalDate.of(2026, 11, 30))
                .map(parts -> parts.get(0))
                .map(Period::text)
                .orElse(null);
    }
}
