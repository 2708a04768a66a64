package vn.hanoi.datahub.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.indicator.Alarm;
import vn.hanoi.datahub.domain.indicator.Counting;
import vn.hanoi.datahub.domain.indicator.Counting.Coverage;
import vn.hanoi.datahub.domain.indicator.Frame;
import vn.hanoi.datahub.domain.indicator.Frame.Reporting;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Meaning;
import vn.hanoi.datahub.domain.indicator.Publication;
import vn.hanoi.datahub.domain.indicator.Publication.Direction;
import vn.hanoi.datahub.domain.indicator.Rule;
import vn.hanoi.datahub.domain.period.Granularity;

/** Reads one indicator definition from the catalogue. */
final class IndicatorReader {

    /** Targets of an operator's own indicator that is in no plan. */
    static final String TARGETS = "targets";

    private static final String[] KEYS =
            ("id version pillar name formula basis unit direction fold distinct headline event part"
                            + " where numerator denominator time holds inputs base periods levels dimensions coverage validTo"
                            + " targets noTargets alarms reporters cadence open smallCells internal")
                    .split(" ");

    private static final List<String> PILLARS = List.of("dg", "de", "ds", "da", "live", "hub");

    /** Keys that do not affect a number: descriptions of it, and what it is compared with. */
    private static final Set<String> WORDS = Set.of(("pillar name formula basis direction targets noTargets alarms"
                    + " reporters cadence open smallCells internal")
            .split(" "));

    private final Map<String, EventType> types;

    IndicatorReader(Map<String, EventType> types) {
        this.types = types;
    }

    IndicatorDefinition read(Yaml yaml) {
        yaml.only(KEYS);
        List<String> dimensions = texts(yaml.get("dimensions"));
        List<Granularity> periods = words(yaml.get("periods"), Granularity.class, "hour, day, month, quarter, year");
        FoldKind fold = word(yaml.get("fold"), FoldKind.class, "a fold of docs/ARCHITECTURE.md");
        String pillar = yaml.get("pillar").text();
        if (!PILLARS.contains(pillar)) {
            throw yaml.get("pillar").error("pillar must be one of " + String.join(", ", PILLARS));
        }
        List<Yaml> inputs = inputs(yaml);
        Granularity base = yaml.find("base")
                .map(word -> word(word, Granularity.class, "hour, day, month, quarter, year"))
                .orElseGet(() -> periods.stream().sorted().findFirst().orElseThrow());
        check(yaml, fold, dimensions, base, inputs);
        String unit = yaml.get("unit").words();
        return new IndicatorDefinition(
                new Meaning(
                        yaml.get("id").id(),
                        yaml.get("version").integer(0, 1_000_000),
                        pillar,
                        text(yaml.get("name")),
                        text(yaml.get("formula")),
                        basis(yaml.get("basis")),
                        unit),
                new Counting(
                        fold,
                        rules(yaml, inputs, dimensions),
                        unit.startsWith("%") || inputs.stream().anyMatch(IndicatorReader::hasDenominator),
                        dimensions,
                        yaml.find("headline").map(Yaml::text).orElse(null),
                        word(yaml.get("coverage"), Coverage.class, "communes, agencies, single or none")),
                new Frame(
                        base,
                        periods,
                        words(yaml.get("levels"), AreaLevel.class, "city, district, commune"),
                        yaml.find("validTo").map(Yaml::date).orElse(null),
                        new Reporting(
                                yaml.find("reporters")
                                        .map(IndicatorReader::texts)
                                        .orElse(List.of()),
                                yaml.find("cadence")
                                        .map(IndicatorReader::cadence)
                                        .orElse("P1Y"))),
                new Publication(
                        word(yaml.get("direction"), Direction.class, "up or down"),
                        yaml.find("noTargets").map(IndicatorReader::text).orElse(null),
                        yaml.find("alarms")
                                .map(list -> list.list().stream()
                                        .map(IndicatorReader::alarm)
                                        .toList())
                                .orElse(List.of()),
                        yaml.get("open").bool(),
                        yaml.find("smallCells").map(IndicatorReader::shown).orElse(false),
                        yaml.find("internal").map(Yaml::bool).orElse(false)));
    }

    /**
     * Checks what a fold cannot work without, so that an omission is reported with its line and not when the first
     * event is counted.
     */
    private static void check(Yaml yaml, FoldKind fold, List<String> dimensions, Granularity base, List<Yaml> inputs) {
        if (dimensions.size() < fold.dimensionsNeeded()) {
            throw yaml.get("dimensions")
                    .error(fold.word() + " needs " + fold.dimensionsNeeded()
                            + " dimension(s) whose members it compares");
        }
        if (fold.isDistinct() && yaml.find("distinct").isEmpty()) {
            throw yaml.get("fold").error(fold.word() + " needs 'distinct': subject, agency or a field");
        }
        if (fold.isOfTheHub() && !inputs.isEmpty()) {
            throw yaml.get("fold").error(fold.word() + " is fed by the hub alone: event must be 'none'");
        }
        if (yaml.get("coverage").text().equals("agencies")
                && (fold != FoldKind.STATE_DISTINCT
                        || !yaml.get("distinct").text().equals("agency"))) {
            throw yaml.get("coverage").error("only a state-distinct of agencies is a share of agencies");
        }
        fold.baseNeeded().filter(needed -> needed != base).ifPresent(needed -> {
            throw yaml.get("fold").error(fold.word() + " counts in base: " + needed.word());
        });
        for (Yaml input : inputs) {
            Yaml numerator = input.get("numerator");
            if (fold.countsOccurrences()
                    && numerator.isMap()
                    && numerator.find("count").isEmpty()) {
                throw numerator.error(fold.word() + " counts whole occurrences: {count: all} or {count: {..}}");
            }
        }
    }

    /** Returns all parts of a definition that its numbers depend on. */
    static String method(Yaml yaml) {
        return yaml.canonical(key -> !WORDS.contains(key) && !key.equals("version"));
    }

    /** Returns the inputs of a definition; none where the hub itself counts. */
    private static List<Yaml> inputs(Yaml yaml) {
        if (yaml.find("inputs").isPresent()) {
            List<Yaml> inputs = yaml.get("inputs").some().list();
            inputs.forEach(input -> input.only("event", "part", "where", "numerator", "denominator", "time", "holds"));
            return inputs;
        }
        return yaml.get("event").text().equals("none") ? List.of() : List.of(yaml);
    }

    private static boolean hasDenominator(Yaml input) {
        return input.find("denominator")
                .map(denominator -> denominator.isMap() || !denominator.text().equals("none"))
                .orElse(true);
    }

    private List<Rule> rules(Yaml yaml, List<Yaml> inputs, List<String> dimensions) {
        List<RuleCompiler> compilers = inputs.stream()
                .map(input -> new RuleCompiler(type(input.get("event"))))
                .toList();
        for (String dimension : dimensions) {
            if (!inputs.isEmpty() && compilers.stream().noneMatch(compiler -> compiler.has(dimension))) {
                throw yaml.get("dimensions")
                        .error(inputs.get(0).get("event").text() + " has no field '" + dimension + "'");
            }
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            rules.add(compilers
                    .get(i)
                    .compile(inputs.get(i), dimensions, yaml.find("distinct").orElse(null)));
        }
        return rules;
    }

    /** Reads the source in both languages; a single text stands for both. */
    private static Text basis(Yaml yaml) {
        return yaml.isMap() ? text(yaml) : new Text(yaml.words(), yaml.words());
    }

    private static String cadence(Yaml yaml) {
        if (!yaml.text().matches("P(\\d{1,5}[DMY]|T\\d{1,5}[HM])")) {
            throw yaml.error("'" + yaml.text() + "' is not a cadence such as PT10M, PT1H, P1D, P3M or P1Y");
        }
        if (yaml.within(text -> Limits.length(new Reporting(List.of(), text).every(), text))
                .isZero()) {
            throw yaml.error("a cadence is longer than nothing");
        }
        return yaml.text();
    }

    private static boolean shown(Yaml yaml) {
        if (!List.of("shown", "hidden").contains(yaml.text())) {
            throw yaml.error("'" + yaml.text() + "' is neither shown nor hidden");
        }
        return yaml.text().equals("shown");
    }

    private static Alarm alarm(Yaml yaml) {
        yaml.only("member", "name", "levels");
        return new Alarm(
                yaml.get("member").words(),
                yaml.get("name").words(),
                yaml.get("levels").some().list().stream().map(Yaml::number).toList());
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
        return new Text(yaml.get("vi").words(), yaml.get("en").words());
    }

    static List<String> texts(Yaml list) {
        return list.distinct().stream().map(Yaml::words).toList();
    }

    static <E extends Enum<E> & Worded> List<E> words(Yaml list, Class<E> type, String known) {
        return words(list, word -> Worded.find(type, word), known);
    }

    static <T> List<T> words(Yaml list, Function<String, Optional<T>> find, String known) {
        List<T> found = new ArrayList<>();
        list.distinct().forEach(word -> found.add(word(word, find, known)));
        if (found.isEmpty()) {
            throw list.error("at least one of " + known + " is expected");
        }
        return found;
    }

    static <E extends Enum<E> & Worded> E word(Yaml word, Class<E> type, String known) {
        return word(word, text -> Worded.find(type, text), known);
    }

    private static <T> T word(Yaml word, Function<String, Optional<T>> find, String known) {
        return find.apply(word.text()).orElseThrow(() -> word.error("'" + word.text() + "' is not " + known));
    }
}
