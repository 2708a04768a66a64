package vn.hanoi.datahub.domain.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.Alarm;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;

/**
 * When an alert is opened and resolved: data of the catalogue, not code.
 *
 * @param watches which quantity
 * @param indicator whose values are watched; null where {@code watches} does not speak of one
 * @param period which values: the newest of this length
 * @param by the dimension whose members are watched one by one; null for totals
 * @param levels of the areas that are watched
 * @param grades rising
 * @param margin how far below its alarm a level must fall to leave it; null where the rule has grades of its own
 * @param fallsWhenOver whether a period must have ended before it can resolve: a sum begins at nothing with every
 *     period
 * @param lasts so long a quantity must have been there before the alert is opened, and gone before it is resolved
 * @param expires so long after the end of the newest period an alert is resolved for want of news
 */
public record AlertRule(
        String id,
        Text name,
        Watches watches,
        @Nullable String indicator,
        Granularity period,
        @Nullable String by,
        List<AreaLevel> levels,
        List<Grade> grades,
        @Nullable Double margin,
        boolean fallsWhenOver,
        Duration lasts,
        Duration expires) {

    private static final List<Severity> OF_ALARMS = List.of(Severity.MODERATE, Severity.SEVERE, Severity.EXTREME);

    public AlertRule {
        levels = List.copyOf(levels);
        grades = List.copyOf(grades);
    }

    /** Which quantity a rule is about. */
    public enum Watches {
        /** The values of one indicator. */
        VALUE,
        /** What each indicator of the plan lacks to its target of the running year, in per cent of the target. */
        TARGET,
        /** How long each feed is silent, in multiples of its cadence. */
        FEED
    }

    /** The grades that hold for a member: the rule's own, or the member's alarms. */
    public List<Grade> grades(@Nullable IndicatorDefinition definition, String member) {
        Double below = margin;
        if (below == null || definition == null) {
            return grades;
        }
        Optional<Alarm> alarm =
                definition.alarms().stream().filter(each -> each.isFor(member)).findFirst();
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
