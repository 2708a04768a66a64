package vn.hanoi.datahub.query.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.plan.Forecast;
import vn.hanoi.datahub.domain.plan.Progress;
import vn.hanoi.datahub.query.view.Value;

/** What values of an indicator say about its course: the values of periods that are over, each report once. */
final class Observations {

    /** The recent pace is that of the last year. */
    private static final int POINTS_OF_PACE = 12;

    /** In these a report stands for every later period until there is another one. */
    private static final Set<FoldKind> CARRY_REPORTS = EnumSet.of(FoldKind.SNAPSHOT, FoldKind.MINIMUM);

    private Observations() {}

    /** Returns the values that show the pace. */
    static List<Forecast.Point> pace(IndicatorDefinition definition, List<Value> series, ItemProgress.Day day) {
        List<Forecast.Point> points = new ArrayList<>();
        Value before = null;
        for (Value value : series) {
            Double number = value.value();
            if (number != null && day.isOver(value) && !isCopy(definition, before, value)) {
                points.add(new Forecast.Point(
                        value.key().period().end().toLocalDate().minusDays(1), number));
            }
            before = value;
        }
        return points.subList(Math.max(0, points.size() - POINTS_OF_PACE), points.size());
    }

    /** Returns whether a value is that of the period before carried forward; a report that repeats it says no more. */
    private static boolean isCopy(IndicatorDefinition definition, @Nullable Value before, Value value) {
        return before != null
                && CARRY_REPORTS.contains(definition.fold())
                && Objects.equals(before.numerator(), value.numerator())
                && Objects.equals(before.denominator(), value.denominator())
                && before.events() == value.events();
    }

    /**
     * Returns the first known value, at the end of its period; null if none is over. A count of a month is none of a
     * year, but a ratio and a stock are the same for both.
     */
    static Progress.@Nullable Start first(
            IndicatorDefinition definition, List<Value> yearly, List<Value> series, ItemProgress.Day day) {
        boolean isOfAnyLength = definition.counting().ratio()
                || Composition.of(definition.fold()).isOfEnd();
        return Stream.concat(yearly.stream(), isOfAnyLength ? series.stream() : Stream.of())
                .filter(day::isOver)
                .sorted(Comparator.comparing(value -> value.key().period().end()))
                .flatMap(value -> Stream.ofNullable(value.value())
                        .map(number ->
                                new Progress.Start(value.key().period().end().toLocalDate(), number)))
                .findFirst()
                .orElse(null);
    }
}
