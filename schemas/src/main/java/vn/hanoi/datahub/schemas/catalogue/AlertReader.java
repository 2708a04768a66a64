package vn.hanoi.datahub.schemas.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.alert.AlertRule.Watches;
import vn.hanoi.datahub.domain.alert.Grade;
import vn.hanoi.datahub.domain.alert.Severity;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;

/** Reads one alert rule from the catalogue. */
final class AlertReader {

    private static final List<String> OF_VALUES = List.of("indicator", "by", "margin");

    private final Map<String, DeclaredDefinition> declared;

    AlertReader(Map<String, DeclaredDefinition> declared) {
        this.declared = declared;
    }

    AlertRule read(Yaml yaml) {
        yaml.only(
                "id",
                "name",
                "watches",
                "indicator",
                "period",
                "by",
                "levels",
                "lasts",
                "expires",
                "grades",
                "margin",
                "fallsWhenOver");
        Watches watches = IndicatorReader.word(yaml.get("watches"), Watches.class, "value, target, feed or report");
        Granularity period =
                IndicatorReader.word(yaml.get("period"), Granularity.class, "hour, day, month, quarter, year");
        IndicatorDefinition definition = watches == Watches.VALUE ? definition(yaml, period) : null;
        if (definition == null) {
            checkOthers(yaml, watches, period);
        }
        List<Grade> grades = grades(yaml);
        if (grades.isEmpty() == yaml.find("margin").isEmpty()) {
            throw yaml.error("a rule needs grades, or a margin for its indicator's alarms");
        }
        return new AlertRule(
                yaml.get("id").id(),
                IndicatorReader.text(yaml.get("name")),
                new AlertRule.Watched(
                        watches,
                        definition == null ? null : definition.id(),
                        period,
                        yaml.find("by").map(Yaml::text).orElse(null),
                        IndicatorReader.words(yaml.get("levels"), AreaLevel.class, "city, district, commune")),
                new AlertRule.Grading(
                        grades, yaml.find("margin").map(AlertReader::margin).orElse(null)),
                new AlertRule.Timing(
                        yaml.find("fallsWhenOver").map(Yaml::bool).orElse(false),
                        yaml.get("lasts").duration(),
                        expires(yaml.get("expires"))));
    }

    /** Refuses what is read for values only, and periods that mean nothing to feeds. */
    private static void checkOthers(Yaml yaml, Watches watches, Granularity period) {
        for (String key : OF_VALUES) {
            yaml.find(key).ifPresent(value -> {
                throw value.error("'" + key + "' belongs to a rule that watches a value");
            });
        }
        Granularity only = watches == Watches.FEED ? Granularity.HOUR : Granularity.MONTH;
        if (watches.isOfFeeds() && period != only) {
            throw yaml.get("period").error("a rule that watches feeds or reports has the period " + only.word());
        }
    }

    private static double margin(Yaml yaml) {
        if (yaml.number() < 0) {
            throw yaml.error("the margin must not be negative: it is how far a value falls below its alarm level");
        }
        return yaml.number();
    }

    private static Duration expires(Yaml yaml) {
        if (yaml.duration().isZero()) {
            throw yaml.error("an alert that expires at once is never seen");
        }
        return yaml.duration();
    }

    private @Nullable IndicatorDefinition definition(Yaml yaml, Granularity period) {
        Yaml indicator = yaml.get("indicator");
        DeclaredDefinition found = declared.get(indicator.text());
        if (found == null) {
            throw indicator.error("there is no indicator '" + indicator.text() + "'");
        }
        IndicatorDefinition definition = found.definition();
        if (!definition.periods().contains(period)) {
            throw yaml.get("period").error(definition.id() + " has no values for the period " + period.word());
        }
        if (yaml.find("margin").isPresent() && definition.publication().alarms().isEmpty()) {
            throw yaml.get("margin").error(definition.id() + " has no alarms to stay below");
        }
        yaml.find("by")
                .filter(by -> !definition.dimensions().contains(by.text()))
                .ifPresent(by -> {
                    throw by.error(definition.id() + " is not broken down by '" + by.text() + "'");
                });
        return definition;
    }

    private static List<Grade> grades(Yaml yaml) {
        List<Grade> grades = new ArrayList<>();
        for (Yaml grade : yaml.find("grades").map(Yaml::list).orElse(List.of())) {
            grade.only("severity", "from", "until", "name");
            double from = grade.get("from").number();
            double until = grade.get("until").number();
            if (until > from) {
                throw grade.get("until").error("until must not be above from");
            }
            if (!grades.isEmpty() && from <= grades.get(grades.size() - 1).from()) {
                throw grade.get("from").error("grades must be in ascending order");
            }
            grades.add(new Grade(
                    IndicatorReader.word(grade.get("severity"), Severity.class, "minor, moderate, severe or extreme"),
                    IndicatorReader.text(grade.get("name")),
                    from,
                    until));
        }
        return grades;
    }
}
