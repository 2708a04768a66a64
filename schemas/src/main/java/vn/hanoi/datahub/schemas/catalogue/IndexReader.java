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
        List<CompositeIndex.Group> groups = yaml.get("groups").list().stream()
                .map(group -> {
                    group.only("id", "name");
                    return new CompositeIndex.Group(group.get("id").text(), IndicatorReader.text(group.get("name")));
                })
                .toList();
        List<String> departments = units(yaml.get("units"));
        List<Criterion> criteria = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Yaml criterion : yaml.get("criteria").list()) {
            criteria.add(criterion(criterion, groups, departments.isEmpty()));
            if (!ids.add(criterion.get("id").text())) {
                throw criterion.get("id").error("'" + criterion.get("id").text() + "' is defined twice");
            }
        }
        return new CompositeIndex(
                yaml.get("id").text(),
                IndicatorReader.text(yaml.get("name")),
                IndicatorReader.text(yaml.get("about")),
                departments,
                groups,
                criteria);
    }

    private List<String> units(Yaml yaml) {
        if (!yaml.isList()) {
            if (!yaml.text().equals(COMMUNES)) {
                throw yaml.error("units are communes, or a list of agencies");
            }
            return List.of();
        }
        for (Yaml agency : yaml.list()) {
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
        return new Criterion(
                yaml.get("id").text(),
                IndicatorReader.text(yaml.get("name")),
                group.text(),
                yaml.find("kind")
                        .map(kind -> IndicatorReader.word(
                                kind, IndicatorReader.constants(Criterion.Kind.values()), "regular, bonus or penalty"))
                        .orElse(Criterion.Kind.REGULAR),
                points(yaml.get("max")),
                new Criterion.Source(
                        indicator.orElse(null), scale(yaml, indicator.isPresent()), reported.orElse(null)));
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

    private static Scale scale(Yaml yaml, boolean hasIndicator) {
        Optional<Yaml> table = yaml.find("table");
        Optional<Yaml> line = yaml.find("line");
        if (hasIndicator == (table.isEmpty() && line.isEmpty()) || (table.isPresent() && line.isPresent())) {
            throw yaml.error("an indicator is scored by a table or a line, and reported points by neither");
        }
        if (table.isPresent()) {
            return new Scale.Table(table.get().list().stream()
                    .map(step -> {
                        step.only("from", "points");
                        return new Scale.Step(step.get("from").number(), points(step.get("points")));
                    })
                    .toList());
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

    private static BigDecimal points(Yaml yaml) {
        double points = yaml.number();
        if (!(points >= 0 && points <= 1_000)) {
            throw yaml.error("points are 0 to 1000");
        }
        return BigDecimal.valueOf(points);
    }
}
