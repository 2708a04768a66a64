package vn.hanoi.datahub.query.plan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.plan.Forecast;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Progress;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanTarget;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;

/** Computes how far an item of a plan has come in an area on a day. */
final class ItemProgress {

    private static final Goal NO_GOAL = new Goal(Goal.Kind.MILESTONE, null, null, false, null);

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
    record Day(LocalDate on, boolean isToday) {

        /** Returns the first day that is not over: the present one, or the day after a former one. */
        LocalDate over() {
            return isToday ? on : on.plusDays(1);
        }

        boolean isOver(Value value) {
            return !value.key().period().end().isAfter(over().atStartOfDay());
        }
    }

    /** A value and its period as written. */
    private record Current(String period, @Nullable Double value) {}

    private static final Current NOTHING = new Current("", null);

    /**
     * Progress of an item of a plan, by the first indicator that measures it.
     *
     * @param indicator id of that indicator; null if none measures the item
     * @param unit unit of the values; null if none measures the item
     * @param period period of the value; null if there is no value
     * @param value present value of the year; on a former day that of the year up to then, or of the last year that had
     *     ended; for a target whose time is over that of its own time; null if there is none
     * @param target the next target, in force on the day, whose time is not over, or else the last one; null if there
     *     is none for areas of this level
     * @param gap value minus target, or minus the nearest end of a range and 0 within it; for growth, growth minus
     *     target; null if they cannot be compared
     * @param attainment value divided by target, or target divided by value where lower is better; 1 within a range
     * @param met whether the value meets the target; null if they cannot be compared
     * @param growth growth in the target's own time over the same time of the year before, in per cent; while it lasts,
     *     of its days so far over the same days; null if one of the two is not known, and unless the target is one of
     *     growth
     * @param status {@code met}, {@code on-track}, {@code behind}, {@code missed}, {@code no-target} or {@code no-data}
     * @param path value on the straight path from the baseline, or from the first known value at the end of its period,
     *     to the target; null if there is no such path, and for growth
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
        return definition.isPresent()
                ? measured(definition.get(), item, target, area, day)
                : unmeasured(target, day.on());
    }

    private static Measured unmeasured(Optional<Target> target, LocalDate on) {
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
                ForecastView.of(Forecast.of(target.map(Target::goal).orElse(NO_GOAL), false, List.of(), on)));
    }

    private Measured measured(
            IndicatorDefinition definition, Plan.Item item, Optional<Target> target, Area area, Day day) {
        LocalDate on = day.on();
        PlanValues values = new PlanValues(published, composed, definition, area, day);
        List<Value> yearly = values.yearly();
        List<Value> series = values.series();
        Current current = target.map(Target::by)
                .filter(by -> !by.to().isAfter(on))
                .map(by -> values.of(by)
                        .map(value -> new Current(by.text(), value))
                        .orElse(NOTHING))
                .orElseGet(() -> current(values, yearly, day));
        Goal goal = target.map(Target::goal).orElse(NO_GOAL);
        boolean isOfGrowth = goal.kind() == Goal.Kind.GROWTH;
        Double growth = isOfGrowth ? target.map(one -> values.growth(one.by())).orElse(null) : null;
        Double compared = isOfGrowth ? growth : current.value();
        Goal plain = goal.ofGrowth();
        Progress.Start start = isOfGrowth ? null : start(definition, item, yearly, series, day);
        Progress progress = target.map(
                        one -> Progress.of(new Target(one.act(), one.scope(), one.by(), plain), compared, start, on))
                .orElse(new Progress(compared == null ? Progress.Status.NO_DATA : Progress.Status.NO_TARGET, null));
        return new Measured(
                definition.id(),
                definition.unit(),
                current.period().isEmpty() ? null : current.period(),
                current.value(),
                target.map(one -> PlanTarget.of(one, true)).orElse(null),
                compared == null ? null : plain.gap(compared).orElse(null),
                compared == null ? null : plain.attainment(compared).orElse(null),
                compared == null ? null : plain.isMetBy(compared).orElse(null),
                growth,
                progress.status().word(),
                progress.path(),
                series.subList(Math.max(0, series.size() - PlanValues.MONTHS_SHOWN), series.size()).stream()
                        .map(point -> new TrajectoryPoint(point.key().period().text(), point.value()))
                        .toList(),
                ForecastView.of(Forecast.of(
                        goal,
                        progress.status() == Progress.Status.MET,
                        Observations.pace(definition, series, day),
                        on)));
    }

    /** Returns the item's own target that binds the area: the next one, or the last one if the time of all is over. */
    private static Optional<Target> target(Plan plan, Plan.Item item, Area area, LocalDate on) {
        List<Target> inForce = Plans.binding(plan, item, area, on).stream()
                .sorted(Comparator.comparing(target -> target.by().to()))
                .toList();
        Optional<Target> next =
                inForce.stream().filter(target -> target.by().to().isAfter(on)).findFirst();
        return next.isPresent() ? next : inForce.stream().reduce((earlier, later) -> later);
    }

    private static Current current(PlanValues values, List<Value> yearly, Day day) {
        if (!day.isToday()) {
            ReportingPeriod span = yearTo(day.on());
            Optional<Double> yearToDate = values.of(span);
            if (yearToDate.isPresent()) {
                return new Current(span.text(), yearToDate.get());
            }
        }
        return yearly.isEmpty()
                ? NOTHING
                : new Current(
                        yearly.get(yearly.size() - 1).key().period().text(),
                        yearly.get(yearly.size() - 1).value());
    }

    private static ReportingPeriod yearTo(LocalDate last) {
        return new ReportingPeriod(
                ReportingPeriod.Kind.YEAR_TO_DATE,
                "%d-YTD-%02d-%02d".formatted(last.getYear(), last.getMonthValue(), last.getDayOfMonth()),
                last.withDayOfYear(1),
                last.plusDays(1));
    }

    private static Progress.@Nullable Start start(
            IndicatorDefinition definition, Plan.Item item, List<Value> yearly, List<Value> series, Day day) {
        Plan.Baseline baseline = item.measures().baseline();
        return baseline == null
                ? Observations.first(definition, yearly, series, day)
                : new Progress.Start(LocalDate.of(baseline.year() + 1, 1, 1), baseline.value());
    }
}
