package vn.hanoi.datahub.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.Shape.Kind;
import vn.hanoi.datahub.domain.indicator.Condition;
import vn.hanoi.datahub.domain.indicator.Measure;
import vn.hanoi.datahub.domain.indicator.Rule;

/**
 * Compiles the structured conditions and measures of a definition to field access by position, and refuses fields and symbols the event type does not
 * have.
 *
 * <pre>
 *   {status: RESOLVED}                      equals          {channel: [POSTAL, COUNTER]}        one of
 *   {vehicles: {gt: 0}}                     lt lte gt gte   {resolvedAt: {lte: {field: dueAt}}} with another field
 *   {rating: {present: true}}                               any: [..]   all: [..]   not: {..}
 * </pre>
 */
final class RuleCompiler {

    private final EventType type;
    private final Shape shape;

    RuleCompiler(EventType type) {
        this.type = type;
        this.shape = type.shape();
    }

    Rule compile(Yaml definition, List<String> dimensions) {
        Condition where = definition.find("where").map(this::condition).orElse(Condition.ALWAYS);
        List<Integer> members = new ArrayList<>();
        for (String dimension : dimensions) {
            members.add(field(definition.get("dimensions"), dimension).position());
        }
        return new Rule(
                where,
                measure(definition.get("numerator")),
                definition.find("denominator").map(this::measure).orElse(Measure.one()),
                time(definition.get("time")),
                members);
    }

    private Rule.TimeOfCount time(Yaml yaml) {
        if (!yaml.isMap()) {
            if (yaml.text().equals("event")) {
                return Rule.TimeOfCount.eventTime();
            }
            throw yaml.error("time is 'event', {field: f}, {intervalStart: f} or {period: f}");
        }
        yaml.only("field", "intervalStart", "period");
        Map.Entry<String, Yaml> entry = single(yaml);
        return switch (entry.getKey()) {
            case "field" ->
                Rule.TimeOfCount.field(field(entry.getValue(), Kind.TIMESTAMP).position());
            case "intervalStart" ->
                Rule.TimeOfCount.intervalStart(
                        field(entry.getValue(), Kind.INTEGER).position());
            default ->
                Rule.TimeOfCount.period(field(entry.getValue(), Kind.TEXT).position());
        };
    }

    private Measure measure(Yaml yaml) {
        yaml.only("count", "field", "product");
        Map.Entry<String, Yaml> entry = single(yaml);
        Yaml of = entry.getValue();
        return switch (entry.getKey()) {
            case "count" -> !of.isMap() && of.text().equals("all") ? Measure.one() : Measure.countIf(condition(of));
            case "field" -> Measure.field(number(of).position());
            default -> {
                List<Yaml> factors = of.list();
                if (factors.size() != 2) {
                    throw of.error("a product has two fields");
                }
                yield Measure.product(
                        number(factors.get(0)).position(),
                        number(factors.get(1)).position());
            }
        };
    }

    private static Map.Entry<String, Yaml> single(Yaml yaml) {
        Map<String, Yaml> entries = yaml.map();
        if (entries.size() != 1) {
            throw yaml.error("one entry is expected, not " + entries.size());
        }
        return entries.entrySet().iterator().next();
    }

    private Condition condition(Yaml yaml) {
        List<Condition> all = new ArrayList<>();
        yaml.map()
                .forEach((key, value) -> all.add(
                        switch (key) {
                            case "any" ->
                                Condition.any(value.list().stream()
                                        .map(this::condition)
                                        .toList());
                            case "all" ->
                                Condition.all(value.list().stream()
                                        .map(this::condition)
                                        .toList());
                            case "not" -> Condition.not(condition(value));
                            default -> ofField(field(value, key), value);
                        }));
        return all.size() == 1 ? all.get(0) : Condition.all(all);
    }

    private Condition ofField(Shape.Field field, Yaml value) {
        if (value.isList()) {
            return Condition.in(
                    field.position(),
                    value.list().stream().map(item -> literal(field, item)).toList());
        }
        if (!value.isMap()) {
            return Condition.in(field.position(), List.of(literal(field, value)));
        }
        value.only("lt", "lte", "gt", "gte", "present");
        Map.Entry<String, Yaml> entry = single(value);
        Yaml operand = entry.getValue();
        if (entry.getKey().equals("present")) {
            return Condition.present(field.position(), operand.bool());
        }
        Condition.Comparison comparison =
                Condition.Comparison.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
        if (operand.isMap()) {
            Shape.Field other = field(operand.only("field").get("field"), field.kind());
            return Condition.compares(field.position(), comparison, facts -> facts.at(other.position()));
        }
        Object constant = literal(field, operand);
        return Condition.compares(field.position(), comparison, facts -> constant);
    }

    private static Object literal(Shape.Field field, Yaml value) {
        return switch (field.kind()) {
            case TEXT -> value.text();
            case BOOLEAN -> value.bool();
            case INTEGER -> (long) value.integer();
            case NUMBER -> value.number();
            case SYMBOL -> {
                if (!field.symbols().contains(value.text())) {
                    throw value.error(field.name() + " is never " + value.text() + "; it is one of "
                            + String.join(", ", field.symbols()));
                }
                yield value.text();
            }
            case TIMESTAMP, DATE ->
                throw value.error(field.name() + " is a time: compare it with another field, {lte: {field: …}}");
        };
    }

    private Shape.Field number(Yaml name) {
        Shape.Field field = field(name, name.text());
        if (field.kind() != Kind.INTEGER && field.kind() != Kind.NUMBER) {
            throw name.error(name.text() + " is no number");
        }
        return field;
    }

    private Shape.Field field(Yaml name, Kind kind) {
        Shape.Field field = field(name, name.text());
        if (field.kind() != kind) {
            throw name.error(name.text() + " is no " + kind.name().toLowerCase(Locale.ROOT));
        }
        return field;
    }

    private Shape.Field field(Yaml place, String name) {
        Optional<Shape.Field> field = shape.find(name);
        return field.orElseThrow(() -> place.error(type.name() + " has no field '" + name + "'; it has "
                + String.join(
                        ", ", shape.fields().stream().map(Shape.Field::name).toList())));
    }
}
