package vn.hanoi.datahub.query.plan;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.SpanQuery;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;

/** The values of an indicator in an area, as they are known on a day. */
final class PlanValues {

    static final int MONTHS_SHOWN = 24;

    private final Readings published;
    private final ComposedValues composed;
    private final IndicatorDefinition definition;
    private final Area area;
    private final ItemProgress.Day day;
    private final Map<Granularity, List<Value>> read = new EnumMap<>(Granularity.class);

    PlanValues(
            Readings published,
            ComposedValues composed,
            IndicatorDefinition definition,
            Area area,
            ItemProgress.Day day) {
        this.published = published;
        this.composed = composed;
        this.definition = definition;
        this.area = area;
        this.day = day;
    }

    /** Returns the values of the longest periods, which are years wherever the indicator is counted by year. */
    List<Value> yearly() {
        List<Granularity> lengths = definition.periods();
        return of(lengths.get(lengths.size() - 1));
    }

    /** Returns the longest series of periods of at least a month: some indicators are reported by quarter only. */
    List<Value> series() {
        List<Value> longest = List.of();
        for (Granularity length : definition.periods()) {
            if (!length.isFinerThan(Granularity.MONTH)) {
                List<Value> some = of(length);
                longest = some.size() > longest.size() ? some : longest;
            }
        }
        return longest;
    }

    /**
     * Returns values, oldest first, of periods that had ended by a day; on the present day also those of periods that
     * have begun.
     */
    private List<Value> of(Granularity length) {
        return read.computeIfAbsent(length, this::list);
    }

    private List<Value> list(Granularity length) {
        if (!definition.levels().contains(area.level())) {
            return List.of();
        }
        LocalDateTime from = length.isFinerThan(Granularity.YEAR)
                ? day.on().minusMonths(MONTHS_SHOWN + 1L).withDayOfMonth(1).atStartOfDay()
                : LocalDate.of(1, 1, 1).atStartOfDay();
        LocalDateTime end = day.on().plusDays(1).atStartOfDay();
        return published
                .list(
                        ValueFilter.totals(definition, length)
                                .in(area.code())
                                .within(area.id()::equals)
                                .between(from, end),
                        Integer.MAX_VALUE)
                .filter(value -> value.events() > 0 && (day.isToday() || day.isOver(value)))
                .toList();
    }

    /** Returns the value of a span of days; empty if the indicator has none for such a span. */
    Optional<Double> of(ReportingPeriod span) {
        return Composition.of(definition.fold())
                        .parts(span, definition.periods(), LocalDate.MAX)
                        .isEmpty()
                ? Optional.empty()
                : composed
                        .of(ValuesQuery.totals(definition, area.id()), new SpanQuery(List.of(span), LocalDate.MAX))
                        .stream()
                        .filter(one -> one.value().events() > 0)
                        .flatMap(one -> Optional.ofNullable(one.value().value()).stream())
                        .findFirst();
    }

    /**
     * Returns the growth in a time over the same days of the year before, in per cent. While the time lasts, those of
     * its days count that make up periods that are over. Null where there is no value for one of the two.
     */
    @Nullable
    Double growth(ReportingPeriod time) {
        LocalDate over = Period.containing(day.over(), definition.periods().get(0))
                .start()
                .toLocalDate();
        LocalDate end = time.to().isAfter(over) ? over : time.to();
        if (!time.from().isBefore(end)) {
            return null;
        }
        // The last days are compared, because 28 February ends a month in some years only.
        LocalDate endBefore = end.getDayOfMonth() == 1
                ? end.minusYears(1)
                : end.minusDays(1).minusYears(1).plusDays(1);
        Double now = of(ReportingPeriod.range(time.from(), end)).orElse(null);
        Double before =
                of(ReportingPeriod.range(time.from().minusYears(1), endBefore)).orElse(null);
        return now == null || before == null || before == 0 ? null : (Double) ((now - before) / before * 100);
    }
}
