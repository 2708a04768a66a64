package vn.hanoi.datahub.schemas.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.Shape.Kind;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.indicator.Condition;
import vn.hanoi.datahub.domain.indicator.Measure;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.domain.indicator.TimestampExpression;

/**
 * Compiles the structured conditions and measures of an input to field access by position, and refuses fields and
 * symbols that the event type does not have.
 *
 * <pre>
 *   {status: RESOLVED}                      equals          {channel: [POSTAL, COUNTER]}        one of
 *   {vehicles: {gt: 0}}                     lt lte gt gte   {resolvedAt: {lte: {field: dueAt}}} with another field
 *   {rating: {present: true}}                               any: [..]   all: [..]   not: {..}
 *   {speedKmh: {lt: {field: freeFlowKmh, times: 0.5}}}      {transferredAt: {lte: {field: createdAt, plusYears: 3}}}
 * </pre>
 */
final class RuleCompiler {

    private static final int MOST_YEARS = 200;
    private static final int MOST_DAYS = 366 * MOST_YEARS;
    private static final int MOST_HOURS = 24 * MOST_DAYS;

    private final EventType type;
    private final Shape shape;

    RuleCompiler(EventType type) {
        this.type = type;
        this.shape = type.shape();
    }

    /**
     * Compiles one input.
     *
     * @param dimensions dimensions of the definition; those for which this type has no field stay empty
     * @param distinct what a distinct fold counts; null for other folds
     */
    Rule compile(Yaml input, List<String> dimensions, @Nullable Yaml distinct) {
        Optional<Yaml> holds = input.find("holds").map(yaml -> yaml.only("from", "until"));
        return new Rule(
                type.name(),
                input.find("part").map(RuleCompiler::part).orElse(Part.FLOW),
                input.find("where").map(this::condition).orElse(Condition.ALWAYS),
                new Rule.Amount(
                        measure(input.get("numerator")),
                        input.find("denominator").map(this::measure).orElse(Measure.one())),
                new Rule.When(
                        time(input.get("time")),
                        holds.flatMap(yaml -> yaml.find("from"))
                                .map(this::moment)
                                .orElse(null),
                        holds.flatMap(yaml -> yaml.find("until"))
                                .map(this::moment)
                                .orElse(null)),
                dimensions.stream()
                        .map(dimension ->
                                shape.find(dimension).map(Shape.Field::position).orElse(-1))
                        .toList(),
                distinct == null ? Rule.Key.NONE : key(distinct));
    }

    boolean has(String field) {
        return shape.find(field).isPresent();
    }

    private static Part part(Yaml yaml) {
        return switch (yaml.text()) {
            case "flow" -> Part.FLOW;
            case "stock" -> Part.STOCK;
            default -> throw yaml.error("part must be flow or stock, not '" + yaml.text() + "'");
        };
    }

    private Rule.Key key(Yaml distinct) {
        return switch (distinct.text()) {
            case "subject" -> (event, facts) -> event.subject();
            case "agency" -> (event, facts) -> event.agency();
            default -> {
                // an input without the field feeds the other side of the fold
                int position =
                        shape.find(distinct.text()).map(Shape.Field::position).orElse(-1);
                yield (event, facts) ->
                        position < 0 || facts.at(position) == null ? "" : String.valueOf(facts.at(position));
            }
        };
    }

    private Rule.TimeOfCount time(Yaml yaml) {
        if (!yaml.isMap()) {
            if (yaml.text().equals("event")) {
                return Rule.TimeOfCount.eventTime();
            }
            throw yaml.error("time must be 'event', {field: f}, {intervalStart: f}, {period: f} or {year: f}");
        }
        yaml.only("field", "intervalStart", "period", "year");
        Map.Entry<String, Yaml> entry = single(yaml);
        Yaml field = entry.getValue();
        return switch (entry.getKey()) {
            case "field" -> Rule.TimeOfCount.field(field(field, Kind.TIMESTAMP).position());
            case "intervalStart" ->
                Rule.TimeOfCount.intervalStart(field(field, Kind.INTEGER).position());
            case "year" -> Rule.TimeOfCount.year(field(field, Kind.INTEGER).position());
            default -> Rule.TimeOfCount.period(field(field, Kind.TEXT).position());
        };
    }

    /**
     * Reads {@code {field: createdAt, plusYears: 3}}, {@code plusHours}, {@code plusDays: 30} or {@code plusDays:
     * {field: f}}.
     */
    private TimestampExpression moment(Yaml yaml) {
        yaml.only("field", "plusHours", "plusDays", "plusYears");
        int position = field(yaml.get("field"), Kind.TIMESTAMP).position();
        Optional<Yaml> days = yaml.find("plusDays");
        if (days.isPresent() && days.get().isMap()) {
            return TimestampExpression.days(
                    position,
                    field(days.get().only("field").get("field"), Kind.INTEGER).position());
        }
        return TimestampExpression.field(
                position,
                yaml.find("plusHours")
                        .map(hours -> hours.integer(-MOST_HOURS, MOST_HOURS))
                        .orElse(0),
                days.map(count -> count.integer(-MOST_DAYS, MOST_DAYS)).orElse(0),
                yaml.find("plusYears")
                        .map(years -> years.integer(-MOST_YEARS, MOST_YEARS))
                        .orElse(0));
    }

    private Measure measure(Yaml yaml) {
        if (!yaml.isMap()) {
            if (yaml.text().equals("none")) {
                return Measure.none();
            }
            throw yaml.error("'none', {count: all}, {count: {..}}, {field: f} or {product: [f, g]} is expected");
        }
        yaml.only("count", "field", "otherwise", "product");
        Optional<Yaml> otherwise = yaml.find("otherwise");
        if (otherwise.isPresent()) {
            return Measure.field(
                    number(yaml.get("field")).position(),
                    number(otherwise.get()).position());
        }
        Map.Entry<String, Yaml> entry = single(yaml);
        Yaml of = entry.getValue();
        return switch (entry.getKey()) {
            case "count" -> !of.isMap() && of.text().equals("all") ? Measure.one() : Measure.countIf(condition(of));
            case "field" -> Measure.field(number(of).position());
            default -> {
                List<Yaml> factors = of.list();
                if (factors.size() != 2) {
                    throw of.error("a product needs two fields");
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
                                Condition.any(value.some().list().stream()
                                        .map(this::condition)
                                        .toList());
                            case "all" ->
                                Condition.all(value.some().list().stream()
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
                    value.some().distinct().stream()
                            .map(item -> literal(field, item))
                            .toList());
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
            return Condition.compares(field.position(), comparison, operand(field, operand));
        }
        Object constant = literal(field, operand);
        return Condition.compares(field.position(), comparison, facts -> constant);
    }

    /** Returns another field, a multiple of it, or a time after it. */
    private Condition.Operand operand(Shape.Field field, Yaml yaml) {
        if (field.kind() == Kind.TIMESTAMP) {
            return moment(yaml)::of;
        }
        yaml.only("field", "times");
        Optional<Yaml> times = yaml.find("times");
        if (times.isPresent()) {
            return Condition.Operand.times(
                    number(yaml.get("field")).position(),
                    BigDecimal.valueOf(times.get().number()));
        }
        Shape.Field other = field(yaml.get("field"), field.kind());
        return facts -> facts.at(other.position());
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
        if (!field.kind().isNumber()) {
            throw name.error(name.text() + " is not a number");
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
