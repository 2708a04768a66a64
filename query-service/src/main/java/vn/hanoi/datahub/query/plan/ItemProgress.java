package vn.hanoi.datahub.query.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.fold.Composition;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.plan.Forecast;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Progress;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.SpanQuery;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.ValueFilter;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanTarget;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;

/** Computes how far an item of a plan has come in an area on a day. */
final class ItemProgress {

    private static final Goal NO_GOAL = new Goal(Goal.Kind.MILESTONE, null, null, false, null);

    private static final int MONTHS_SHOWN = 24;

    /** The recent pace is that of the last year. */
    private static final int POINTS_OF_PACE = 12;

    private static final Text METHOD = new Text(
            "Đường thẳng bình phương tối thiểu qua tối đa 12 kỳ đã kết thúc gần nhất; khoảng gồm mọi ngày mà mục tiêu nằm trong dải tin cậy 90%",
            "A least-squares line through at most the last 12 periods that have ended; the interval contains all days on which the target lies within the 90 % confidence band");

    private final Definitions definitions;
    private final Readings published;
    private final ComposedValues composed;

    ItemProgress(Definitions definitions, Readings published, ComposedValues composed) {
        this.definitions = definitions;
        this.published = published;
        this.composed = composed;
    }

    /**
     * The day for which progress is computed.
     *
     * @param isToday whether it is the present day, so that values of running periods contain nothing later
     */
    record Day(LocalDate on, boolean isToday) {}

    /** A value and its period as written. */
    private record Current(String period, @Nullable Double value) {}

    /**
     * Progress of an item of a plan, by the first indicator that measures it.
     *
     * @param indicator id of that indicator; null if none measures the item
     * @param unit unit of the values; null if none measures the item
     * @param period period of the value; null if there is no value
     * @param value present value; on a former day that of the year up to then, or of the last period that had ended;
     *     for a target whose time is over that of its own time; null if there is none
     * @param target the next target, in force on the day, whose time is not over, or else the last one; null if there
     *     is none for areas of this level
     * @param gap value minus target; for growth, growth minus target; null if they cannot be compared
     * @param attainment value divided by target, or target divided by value where lower is better
     * @param met whether the value meets the target; null if they cannot be compared
     * @param growth growth over the year before in per cent; null unless the target is one of growth
     * @param status {@code met}, {@code on-track}, {@code behind}, {@code missed}, {@code no-target} or {@code no-data}
     * @param path value on the straight path from the baseline, or the first known value, to the target; null if there
     *     is no such path
     * @param trajectory period and value, oldest first; the last 24 months
     * @param forecast when the target is reached at the recent pace
     */
    record Measured(
            @Nullable String indicator,
            @Nullable String unit,
            @Nullable String period,
            @Nullable Double value,
            @Nullable PlanTarget target,
            @Nullable Double gap,
            @Nullable Double attainment,
            @Nullable Boolean met,
            @Nullable Double growth,
            String status,
            @Nullable Double path,
            List<TrajectoryPoint> trajectory,
            ForecastView forecast) {}

    record TrajectoryPoint(String period, @Nullable Double value) {}

    /**
     * When a target is reached at the recent pace.
     *
     * @param outcome {@code expected}, {@code reached}, or why there is none: {@code moving-away},
     *     {@code no-clear-pace}, {@code too-far}, {@code too-few-values} or {@code not-comparable}
     * @param on the day; null unless it is expected
     * @param earliest first day of the 90 % interval; null unless it is expected
     * @param latest last day of the 90 % interval; null unless it is expected
     * @param perYear the pace, in the indicator's unit per year; null if there are too few values
     * @param method how it is computed
     */
    record ForecastView(
            String outcome,
            @Nullable LocalDate on,
            @Nullable LocalDate earliest,
            @Nullable LocalDate latest,
            @Nullable Double perYear,
            Text method) {

        static ForecastView of(Forecast forecast) {
            return new ForecastView(
                    forecast.outcome().word(),
                    forecast.on(),
                    forecast.earliest(),
                    forecast.latest(),
                    forecast.perYear(),
                    METHOD);
        }
    }

    Measured of(Plan plan, Plan.Item item, Area area, Day day) {
        Optional<IndicatorDefinition> definition = item.indicators().stream()
                .flatMap(id -> definitions.find(id).stream())
                .findFirst();
        Optional<Target> target = target(plan, item, area, day.on());
        return definition.isPresent() ? measured(definition.get(), item, target, area, day) : unmeasured(target);
    }

    private static Measured unmeasured(Optional<Target> target) {
        return new Measured(
                null,
                null,
                null,
                null,
                target.map(one -> PlanTarget.of(one, true)).orElse(null),
                null,
                null,
                null,
                null,
                Progress.Status.NO_DATA.word(),
                null,
                List.of(),
                ForecastView.of(Forecast.of(target.map(Target::goal).orElse(NO_GOAL), false, List.of())));
    }

    private Measured measured(
            IndicatorDefinition definition, Plan.Item item, Optional<Target> target, Area area, Day day) {
        LocalDate on = day.on();
        List<Value> yearly = values(definition, ValuesQuery.defaultGranularity(definition), area, day);
        List<Value> series = series(definition, area, day);
        Current current = ofItsTime(target, yearly, on).orElseGet(() -> current(definition, area, day, yearly, series));
        Goal goal = target.map(Target::goal).orElse(NO_GOAL);
        Double growth = goal.kind() == Goal.Kind.GROWTH ? growth(yearly) : null;
        Double compared = goal.kind() == Goal.Kind.GROWTH ? growth : current.value();
        Goal plain = goal.ofGrowth();
        Double wanted = plain.value();
        Progress progress = target.map(one -> Progress.of(
                        new Target(one.act(), one.scope(), one.by(), plain), compared, start(item, yearly), on))
                .orElse(new Progress(compared == null ? Progress.Status.NO_DATA : Progress.Status.NO_TARGET, null));
        return new Measured(
                definition.id(),
                definition.unit(),
                current.period().isEmpty() ? null : current.period(),
                current.value(),
                target.map(one -> PlanTarget.of(one, true)).orElse(null),
                compared == null || wanted == null ? null : (Double) (compared - wanted),
                compared == null ? null : plain.attainment(compared).orElse(null),
                compared == null ? null : plain.isMetBy(compared).orElse(null),
                growth,
                progress.status().word(),
                progress.path(),
                series.subList(Math.max(0, series.size() - MONTHS_SHOWN), series.size()).stream()
                        .map(point -> new TrajectoryPoint(point.key().period().text(), point.value()))
                        .toList(),
                ForecastView.of(Forecast.of(goal, progress.status() == Progress.Status.MET, pace(series, on))));
    }

    /** Returns the item's own target that binds the area: the next one, or the last one if the time of all is over. */
    private static Optional<Target> target(Plan plan, Plan.Item item, Area area, LocalDate on) {
        List<Target> inForce = Plans.inForce(plan, item, on).stream()
                .filter(target -> target.scope().binds(area))
                .sorted(Comparator.comparing(target -> target.by().to()))
                .toList();
        Optional<Target> next =
                inForce.stream().filter(target -> target.by().to().isAfter(on)).findFirst();
        return next.isPresent() ? next : inForce.stream().reduce((earlier, later) -> later);
    }

    /** Returns the value of the target's own time if that is over. */
    private static Optional<Current> ofItsTime(Optional<Target> target, List<Value> yearly, LocalDate on) {
        return target.filter(one -> !one.by().to().isAfter(on))
                .flatMap(one -> yearly.stream()
                        .filter(value ->
                                value.key().period().text().equals(one.by().text()))
                        .map(value -> new Current(value.key().period().text(), value.value()))
                        .findFirst());
    }

    private Current current(
            IndicatorDefinition definition, Area area, Day day, List<Value> yearly, List<Value> series) {
        if (!day.isToday()) {
            Optional<Current> yearToDate = yearToDate(definition, area, day.on());
            if (yearToDate.isPresent()) {
                return yearToDate.get();
            }
        }
        List<Value> known = day.isToday() || series.isEmpty() ? yearly : series;
        return known.isEmpty()
                ? new Current("", null)
                : new Current(
                        known.get(known.size() - 1).key().period().text(),
                        known.get(known.size() - 1).value());
    }

    /** Returns the value of the year up to a former day; empty if the indicator has none. */
    private Optional<Current> yearToDate(IndicatorDefinition definition, Area area, LocalDate on) {
        ReportingPeriod span = new ReportingPeriod(
                ReportingPeriod.Kind.YEAR_TO_DATE,
                "%d-YTD-%02d-%02d".formatted(on.getYear(), on.getMonthValue(), on.getDayOfMonth()),
                on.withDayOfYear(1),
                on.plusDays(1));
        return Composition.of(definition.fold())
                        .parts(span, definition.periods(), LocalDate.MAX)
                        .isEmpty()
                ? Optional.empty()
                : composed
                        .of(ValuesQuery.totals(definition, area.id()), new SpanQuery(List.of(span), LocalDate.MAX))
                        .stream()
                        .map(value -> new Current(span.text(), value.value().value()))
                        .findFirst();
    }

    /**
     * Returns values, oldest first, of periods that had ended by a day; on the present day also those of periods that
     * have begun.
     */
    private List<Value> values(IndicatorDefinition definition, Granularity length, Area area, Day day) {
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
                .filter(value -> value.events() > 0
                        && (day.isToday() || !value.key().period().end().isAfter(end)))
                .toList();
    }

    /** Returns the longest series of periods of at least a month: some indicators are reported by quarter only. */
    private List<Value> series(IndicatorDefinition definition, Area area, Day day) {
        List<Value> longest = List.of();
        for (Granularity length : definition.periods()) {
            if (!length.isFinerThan(Granularity.MONTH)) {
                List<Value> some = values(definition, length, area, day);
                longest = some.size() > longest.size() ? some : longest;
            }
        }
        return longest;
    }

    private static @Nullable Double growth(List<Value> yearly) {
        if (yearly.size() < 2) {
            return null;
        }
        Value latest = yearly.get(yearly.size() - 1);
        Value former = yearly.get(yearly.size() - 2);
        Double now = latest.value();
        Double before = former.value();
        boolean isYearBefore =
                former.key().period().equals(latest.key().period().plus(-1));
        return !isYearBefore || now == null || before == null || before == 0
                ? null
                : (Double) ((now - before) / before * 100);
    }

    private static Progress.@Nullable Start start(Plan.Item item, List<Value> yearly) {
        Plan.Baseline baseline = item.measures().baseline();
        if (baseline != null) {
            return new Progress.Start(LocalDate.of(baseline.year() + 1, 1, 1), baseline.value());
        }
        for (Value value : yearly) {
            Double number = value.value();
            if (number != null) {
                return new Progress.Start(value.key().period().end().toLocalDate(), number);
            }
        }
        return null;
    }

    /** Returns the values that show the pace: those of periods that had ended by the day. */
    private static List<Forecast.Point> pace(List<Value> values, LocalDate on) {
        Instant end = CityTime.startOf(on.plusDays(1));
        List<Forecast.Point> points = new ArrayList<>();
        for (Value value : values) {
            Double number = value.value();
            if (number != null && !value.key().period().endInstant().isAfter(end)) {
                points.add(new Forecast.Point(
                        value.key().period().end().toLocalDate().minusDays(1), number));
            }
        }
        return points.subList(Math.max(0, points.size() - POINTS_OF_PACE), points.size());
    }
}
