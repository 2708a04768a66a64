package vn.hanoi.datahub.schemas.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.score.CompositeIndex;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.Scale;

/** Reads a composite index, and checks that its indicators have the values that it scores. */
final class IndexReader {

    private static final String COMMUNES = "communes";

    private final Map<String, IndicatorDefinition> indicators;
    private final Set<String> agencies;

    IndexReader(Map<String, IndicatorDefinition> indicators, Set<String> agencies) {
        this.indicators = indicators;
        this.agencies = agencies;
    }

    CompositeIndex read(Yaml yaml) {
        yaml.only("id", "name", "about", "units", "groups", "criteria");
        Set<String> known = new HashSet<>();
        List<CompositeIndex.Group> groups = yaml.get("groups").some().list().stream()
                .map(group -> {
                    group.only("id", "name");
                    return new CompositeIndex.Group(unique(group, known), IndicatorReader.text(group.get("name")));
                })
                .toList();
        List<String> departments = units(yaml.get("units"));
        List<Criterion> criteria = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Yaml criterion : yaml.get("criteria").some().list()) {
            criteria.add(criterion(criterion, groups, departments.isEmpty()));
            unique(criterion, ids);
        }
        return new CompositeIndex(
                yaml.get("id").id(),
                IndicatorReader.text(yaml.get("name")),
                IndicatorReader.text(yaml.get("about")),
                departments,
                groups,
                criteria);
    }

    private static String unique(Yaml yaml, Set<String> known) {
        Yaml id = yaml.get("id");
        if (!known.add(id.id())) {
            throw id.error("'" + id.text() + "' is defined twice");
        }
        return id.text();
    }

    private List<String> units(Yaml yaml) {
        if (!yaml.isList()) {
            if (!yaml.text().equals(COMMUNES)) {
                throw yaml.error("units are communes, or a list of agencies");
            }
            return List.of();
        }
        for (Yaml agency : yaml.distinct()) {
            if (!agencies.contains(agency.text())) {
                throw agency.error("there is no agency '" + agency.text() + "'");
            }
        }
        if (yaml.list().isEmpty()) {
            throw yaml.error("units are communes, or a list of agencies");
        }
        return IndicatorReader.texts(yaml);
    }

    private Criterion criterion(Yaml yaml, List<CompositeIndex.Group> groups, boolean ofCommunes) {
        yaml.only("id", "name", "group", "kind", "max", "indicator", "table", "line", "reported");
        Yaml group = yaml.get("group");
        if (groups.stream().noneMatch(one -> one.id().equals(group.text()))) {
            throw group.error("the index has no group '" + group.text() + "'");
        }
        Optional<String> indicator = yaml.find("indicator").map(id -> indicator(id, ofCommunes));
        Optional<String> reported = yaml.find("reported").map(id -> indicator(id, ofCommunes));
        if (indicator.isEmpty() && reported.isEmpty()) {
            throw yaml.error("a criterion has an indicator, reported points, or both");
        }
        BigDecimal max = points(yaml.get("max"));
        return new Criterion(
                yaml.get("id").id(),
                IndicatorReader.text(yaml.get("name")),
                group.text(),
                yaml.find("kind")
                        .map(kind -> IndicatorReader.word(kind, Criterion.Kind.class, "regular, bonus or penalty"))
                        .orElse(Criterion.Kind.REGULAR),
                max,
                new Criterion.Source(
                        indicator.orElse(null), scale(yaml, indicator.isPresent(), max), reported.orElse(null)));
    }

    private String indicator(Yaml id, boolean ofCommunes) {
        IndicatorDefinition definition = indicators.get(id.text());
        if (definition == null) {
            throw id.error("there is no indicator '" + id.text() + "'");
        }
        if (!definition.periods().contains(Granularity.YEAR)) {
            throw id.error(id.text() + " has no values of years");
        }
        if (!definition.levels().contains(ofCommunes ? AreaLevel.COMMUNE : AreaLevel.CITY)) {
            throw id.error(id.text() + " has no values of " + (ofCommunes ? COMMUNES : "the city by agency"));
        }
        return id.text();
    }

    private static Scale scale(Yaml yaml, boolean hasIndicator, BigDecimal max) {
        Optional<Yaml> table = yaml.find("table");
        Optional<Yaml> line = yaml.find("line");
        if (hasIndicator == (table.isEmpty() && line.isEmpty()) || (table.isPresent() && line.isPresent())) {
            throw yaml.error("an indicator is scored by a table or a line, and reported points by neither");
        }
        if (table.isPresent()) {
            return new Scale.Table(steps(table.get(), max));
        }
        if (line.isPresent()) {
            Yaml ends = line.get().only("zero", "full");
            double zero = ends.get("zero").number();
            double full = ends.get("full").number();
            if (zero == full) {
                throw ends.error("zero and full are the same value");
            }
            return new Scale.Linear(zero, full);
        }
        return new Scale.Reported();
    }

    private static List<Scale.Step> steps(Yaml table, BigDecimal max) {
        List<Scale.Step> steps = new ArrayList<>();
        for (Yaml step : table.some().list()) {
            step.only("from", "points");
            double from = step.get("from").number();
            BigDecimal points = points(step.get("points"));
            if (!steps.isEmpty() && from <= steps.get(steps.size() - 1).from()) {
                throw step.get("from").error("the steps of a table must be in ascending order");
            }
            if (points.compareTo(max) > 0) {
                throw step.get("points").error("a step gives more than the most points of the criterion, " + max);
            }
            steps.add(new Scale.Step(from, points));
        }
        return steps;
    }

    private static BigDecimal points(Yaml yaml) {
        double points = yaml.number();
        if (points < 0 || points > 1_000) {
            throw yaml.error("points are 0 to 1000");
        }
        return BigDecimal.valueOf(points);
    }
}
