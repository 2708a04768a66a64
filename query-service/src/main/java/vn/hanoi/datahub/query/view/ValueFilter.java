package vn.hanoi.datahub.query.view;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Selects values.
 *
 * @param dimension empty for totals
 * @param area code, for all units that ever had it; null for all areas
 * @param units selects among these units, for example by level
 * @param from earliest start of a period, inclusive, in Asia/Ho_Chi_Minh
 * @param to latest start of a period, exclusive
 * @param asOf moment as of which values are read; null for current values
 */
public record ValueFilter(
        IndicatorDefinition definition,
        String dimension,
        Granularity granularity,
        @Nullable String area,
        Predicate<AreaId> units,
        LocalDateTime from,
        LocalDateTime to,
        @Nullable Instant asOf) {

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 0, 0);

    /** Selects all current totals of a definition in one granularity. */
    public static ValueFilter totals(IndicatorDefinition definition, Granularity granularity) {
        return new ValueFilter(definition, "", granularity, null, unit -> true, FIRST, LAST, null);
    }

    public ValueFilter by(String member) {
        return new ValueFilter(definition, member, granularity, area, units, from, to, asOf);
    }

    public ValueFilter in(String code) {
        return new ValueFilter(definition, dimension, granularity, code, units, from, to, asOf);
    }

    public ValueFilter within(Predicate<AreaId> wanted) {
        return new ValueFilter(definition, dimension, granularity, area, wanted, from, to, asOf);
    }

    public ValueFilter between(LocalDateTime first, LocalDateTime end) {
        return new ValueFilter(definition, dimension, granularity, area, units, first, end, asOf);
    }

    public ValueFilter at(Period period) {
        return new ValueFilter(
                definition, dimension, period.granularity(), area, units, period.start(), period.end(), asOf);
    }

    public ValueFilter asOf(@Nullable Instant then) {
        return new ValueFilter(definition, dimension, granularity, area, units, from, to, then);
    }
}
