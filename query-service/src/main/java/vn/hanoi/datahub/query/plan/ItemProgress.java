package vn.hanoi.datahub.query.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.plan.Forecast;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Progress;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.history.ValueFilter;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanTarget;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;

/** Computes how far an item of a plan has come in an area on a day. */
final class ItemProgress {

    private static final int MONTHS_SHOWN = 24;

    /** The recent pace is that of the last year. */
    private static final int POINTS_OF_PACE = 12;

    private static final Text METHOD = new Text(
            "Đường thẳng bình phương tối thiểu qua tối đa 12 kỳ đã kết thúc gần nhất; khoảng gồm mọi ngày mà mục tiêu nằm trong dải tin cậy 90%",
            "A least-squares line through at most the last 12 periods that have ended; the interval contains all days on which the target lies within the 90 % confidence band");

    private final Definitions definitions;
    private final Readings published;

    ItemProgress(Definitions definitions, Readings published) {
        this.definitions = definitions;
        this.published = published;
    }

    /**
     * Progress of an item of a plan, by the first indicator that measures it.
     *
     * @param indicator id of that indicator; null if none measures the item
     * @param unit unit of the values; null if none measures the item
     * @param period period of the value; null if there is no value
     * @param value latest value of a period that had begun by the day; null if there is none
     * @param target the target in force on the day; null if there is none for areas of this level
     * @param gap value minus target; for growth, growth minus target; null if they cannot be compared
     * @param attainment value divided by target, or target divided by value where lower is better
     * @param met whether the value meets the target; null if they cannot be compared
     * @param growth growth over the year before in per cent; null unless the target is one of growth
     * @param status {@code met}, {@code on-track}, {@code behind}, {@code missed} or {@code no-data}
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

    Measured of(Plan plan, Plan.Item item, Area area, LocalDate on) {
        Optional<IndicatorDefinition> definition = item.indicators().stream()
                .flatMap(id -> definitions.find(id).stream())
                .findFirst();
        Optional<Target> target = target(plan, item, area, on);
        if (definition.isEmpty()) {
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
        return measured(definition.get(), item, target, area, on);
    }

    private static final Goal NO_GOAL = new Goal(Goal.Kind.MILESTONE, null, null, false, null);

    private Measured measured(
            IndicatorDefinition definition, Plan.Item item, Optional<Target> target, Area area, LocalDate on) {
        List<Value> yearly = values(definition, ValuesQuery.defaultGranularity(definition), area, on);
        List<Value> shorter = values(definition, shorter(definition), area, on);
        Value latest = yearly.isEmpty() ? null : yearly.get(yearly.size() - 1);
        Double value = latest == null ? null : latest.value();
        Goal goal = target.map(Target::goal).orElse(NO_GOAL);
        Double growth = goal.kind() == Goal.Kind.GROWTH && latest != null ? growth(latest, yearly) : null;
        Double compared = goal.kind() == Goal.Kind.GROWTH ? growth : value;
        Goal plain = goal.ofGrowth();
        Double wanted = plain.value();
        Progress progress = target.map(one -> Progress.of(
                        new Target(one.act(), one.scope(), one.by(), plain), compared, start(item, yearly), on))
                .orElse(new Progress(Progress.Status.NO_DATA, null));
        return new Measured(
                definition.id(),
                definition.unit(),
                latest == null ? null : latest.key().period().text(),
                value,
                target.map(one -> PlanTarget.of(one, true)).orElse(null),
                compared == null || wanted == null ? null : (Double) (compared - wanted),
                compared == null ? null : plain.attainment(compared).orElse(null),
                compared == null ? null : plain.isMetBy(compared).orElse(null),
                growth,
                progress.status().word(),
                progress.path(),
                shorter.subList(Math.max(0, shorter.size() - MONTHS_SHOWN), shorter.size()).stream()
                        .map(point -> new TrajectoryPoint(point.key().period().text(), point.value()))
                        .toList(),
                ForecastView.of(Forecast.of(goal, progress.status() == Progress.Status.MET, pace(shorter, on))));
    }

    /** Returns the item's own target in force that binds the area on a day. */
    private static Optional<Target> target(Plan plan, Plan.Item item, Area area, LocalDate on) {
        List<Plans.Place> places = Plans.inForce(plan, item, on).stream()
                .filter(target -> target.scope().binds(area))
                .map(target -> new Plans.Place(plan, item, target))
                .toList();
        Period year = Period.containing(on, Granularity.YEAR);
        return Plans.due(places, year.start().toLocalDate(), year.end().toLocalDate())
                .map(Plans.Place::target);
    }

    /** Returns values of periods that had begun by a day, oldest first. */
    private List<Value> values(IndicatorDefinition definition, Granularity length, Area area, LocalDate on) {
        if (!definition.levels().contains(area.level())) {
            return List.of();
        }
        LocalDateTime from = length.isFinerThan(Granularity.YEAR)
                ? on.minusMonths(MONTHS_SHOWN + 1L).withDayOfMonth(1).atStartOfDay()
                : LocalDate.of(1, 1, 1).atStartOfDay();
        return published
                .list(
                        ValueFilter.totals(definition, length)
                                .in(area.code())
                                .within(area.id()::equals)
                                .between(from, on.plusDays(1).atStartOfDay()),
                        Integer.MAX_VALUE)
                .filter(value -> value.events() > 0)
                .toList();
    }

    private static Granularity shorter(IndicatorDefinition definition) {
        return definition.periods().contains(Granularity.MONTH)
                ? Granularity.MONTH
                : definition.periods().get(definition.periods().size() - 1);
    }

    private static @Nullable Double growth(Value latest, List<Value> yearly) {
        Double now = latest.value();
        for (Value former : yearly) {
            Double before = former.value();
            if (former.key().period().equals(latest.key().period().plus(-1))) {
                return now == null || before == null || before == 0 ? null : (Double) ((now - before) / before * 100);
            }
        }
        return null;
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
