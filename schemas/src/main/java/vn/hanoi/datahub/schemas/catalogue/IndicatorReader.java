package vn.hanoi.datahub.schemas.catalogue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition.Coverage;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition.Direction;
import vn.hanoi.datahub.domain.indicator.Measure;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.domain.indicator.Target;
import vn.hanoi.datahub.domain.period.Granularity;

/** Reads one indicator definition of the catalogue. */
final class IndicatorReader {

    /** What the hub counts itself: no event of any type contributes through a rule. */
    private static final Rule NO_RULE =
            new Rule(facts -> false, Measure.one(), Measure.one(), Rule.TimeOfCount.eventTime(), List.of());

    private static final List<String> PILLARS = List.of("dg", "de", "ds", "da", "live", "hub");

    private final Map<String, EventType> types;

    IndicatorReader(Map<String, EventType> types) {
        this.types = types;
    }

    IndicatorDefinition read(Yaml yaml) {
        yaml.only(
                "id",
                "version",
                "pillar",
                "name",
                "formula",
                "basis",
                "unit",
                "direction",
                "event",
                "fold",
                "where",
                "numerator",
                "denominator",
                "time",
                "base",
                "periods",
                "levels",
                "dimensions",
                "coverage",
                "validTo",
                "targets",
                "open",
                "internal");
        boolean internal = yaml.find("internal").map(Yaml::bool).orElse(false);
        List<String> dimensions = texts(yaml.get("dimensions"));
        List<Granularity> periods = words(yaml.get("periods"), Granularity::find, "hour, day, month, quarter, year");
        FoldKind fold = word(yaml.get("fold"), FoldKind::find, "a fold of docs/ARCHITECTURE.md");
        Granularity base = yaml.find("base")
                .map(word -> word(word, Granularity::find, "hour, day, month, quarter, year"))
                .orElseGet(() -> periods.stream().sorted().findFirst().orElseThrow());
        if (fold == FoldKind.MEMBER_MEAN && dimensions.isEmpty()) {
            throw yaml.get("dimensions").error("member-mean needs the dimension whose members it averages");
        }
        String pillar = yaml.get("pillar").text();
        if (!PILLARS.contains(pillar)) {
            throw yaml.get("pillar").error("pillar is one of " + String.join(", ", PILLARS));
        }
        return new IndicatorDefinition(
                yaml.get("id").text(),
                yaml.get("version").integer(),
                pillar,
                text(yaml.get("name")),
                text(yaml.get("formula")),
                yaml.get("basis").text(),
                yaml.get("unit").text(),
                word(yaml.get("direction"), constants(Direction.values()), "up or down"),
                yaml.get("event").text(),
                fold,
                internal ? NO_RULE : new RuleCompiler(type(yaml.get("event"))).compile(yaml, dimensions),
                base,
                periods,
                words(yaml.get("levels"), AreaLevel::find, "city, district, commune"),
                dimensions,
                targets(yaml.get("targets")),
                word(yaml.get("coverage"), constants(Coverage.values()), "communes, single or none"),
                validTo(yaml),
                yaml.get("open").bool(),
                internal);
    }

    private EventType type(Yaml name) {
        EventType type = types.get(name.text());
        if (type == null) {
            throw name.error("there is no event type '" + name.text() + "'");
        }
        return type;
    }

    static Text text(Yaml yaml) {
        yaml.only("vi", "en");
        return new Text(yaml.get("vi").text(), yaml.get("en").text());
    }

    static List<String> texts(Yaml list) {
        return list.list().stream().map(Yaml::text).toList();
    }

    private static List<Target> targets(Yaml list) {
        List<Target> targets = new ArrayList<>();
        for (Yaml target : list.list()) {
            target.only("level", "year", "value");
            targets.add(new Target(
                    word(target.get("level"), AreaLevel::find, "city, district, commune"),
                    target.get("year").integer(),
                    target.get("value").number()));
        }
        return targets;
    }

    private static @Nullable LocalDate validTo(Yaml yaml) {
        Optional<Yaml> validTo = yaml.find("validTo");
        if (validTo.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(validTo.get().text());
        } catch (DateTimeParseException e) {
            throw validTo.get().error("'" + validTo.get().text() + "' is not a date such as 2025-06-30");
        }
    }

    private static <T> List<T> words(Yaml list, Function<String, Optional<T>> find, String known) {
        List<T> found = new ArrayList<>();
        list.list().forEach(word -> found.add(word(word, find, known)));
        if (found.isEmpty()) {
            throw list.error("at least one of " + known + " is expected");
        }
        return found;
    }

    private static <T> T word(Yaml word, Function<String, Optional<T>> find, String known) {
        return find.apply(word.text()).orElseThrow(() -> word.error("'" + word.text() + "' is not " + known));
    }

    private static <E extends Enum<E>> Function<String, Optional<E>> constants(E[] constants) {
        return word -> {
            for (E constant : constants) {
                if (constant.name().toLowerCase(java.util.Locale.ROOT).equals(word)) {
                    return Optional.of(constant);
                }
            }
            return Optional.empty();
        };
    }
}
