package vn.hanoi.datahub.domain.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.Alarm;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;

/** Rule for opening and resolving alerts. Rules are data in the catalogue, not code. */
public record AlertRule(String id, Text name, Watched watched, Grading grading, Timing timing) {

    /**
     * What a rule watches.
     *
     * @param what quantity to watch
     * @param indicator id of the indicator whose values are watched; null unless it is {@link Watches#VALUE}
     * @param period length of the periods to watch; only the newest period counts
     * @param by dimension whose members are watched individually; null for totals
     * @param levels levels of the areas to watch
     */
    public record Watched(
            Watches what,
            @Nullable String indicator,
            Granularity period,
            @Nullable String by,
            List<AreaLevel> levels) {

        public Watched {
            levels = List.copyOf(levels);
        }
    }

    /**
     * How severe an alert is.
     *
     * @param grades grades in ascending order
     * @param margin how far below its alarm level a value must fall to leave it; null where the rule has its own grades
     */
    public record Grading(List<Grade> grades, @Nullable Double margin) {

        public Grading {
            grades = List.copyOf(grades);
        }
    }

    /**
     * When an alert opens and resolves.
     *
     * @param fallsWhenOver whether a period must have ended before it can resolve an alert: a sum starts at zero in
     *     every period
     * @param lasts how long a quantity must be beyond a bound before the alert is opened or resolved
     * @param expires how long after the end of the newest period an alert is resolved for lack of new data
     */
    public record Timing(boolean fallsWhenOver, Duration lasts, Duration expires) {}

    private static final List<Severity> OF_ALARMS = List.of(Severity.MODERATE, Severity.SEVERE, Severity.EXTREME);

    public enum Watches implements Worded {
        /** The values of one indicator. */
        VALUE,
        /** The shortfall of each plan indicator against its target for the current year, in per cent of the target. */
        TARGET,
        /** How long each continuous feed has been silent, in multiples of its cadence. */
        FEED,
        /** How many reports of each periodic feed are overdue, after the newest period that it delivered. */
        REPORT;

        /** Returns whether feeds are watched, and not values. */
        public boolean isOfFeeds() {
            return this == FEED || this == REPORT;
        }
    }

    /**
     * Returns the grades that apply to a member: the rule's own, or those of the member's alarms; empty where it has
     * none.
     */
    public List<Grade> grades(@Nullable IndicatorDefinition definition, String member) {
        Double below = grading.margin();
        if (below == null || definition == null) {
            return grading.grades();
        }
        Optional<Alarm> alarm = definition.publication().alarms().stream()
                .filter(each -> each.isFor(member))
                .findFirst();
        return alarm.map(known -> grades(known, below)).orElse(List.of());
    }

    private static List<Grade> grades(Alarm alarm, double margin) {
        return IntStream.range(0, alarm.levels().size())
                .mapToObj(i -> new Grade(
                        OF_ALARMS.get(Math.min(i, OF_ALARMS.size() - 1)),
                        new Text("BĐ" + (i + 1), "Alarm " + (i + 1)),
                        alarm.levels().get(i),
                        alarm.levels().get(i) - margin))
                .toList();
    }
}
