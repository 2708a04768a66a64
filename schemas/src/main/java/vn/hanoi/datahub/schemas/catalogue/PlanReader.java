package vn.hanoi.datahub.schemas.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.Publication.Direction;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.LegalAct;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Target;

/** Reads a plan, and checks every reference to an indicator, an agency, an area or an act. */
final class PlanReader {

    private static final Set<ReportingPeriod.Kind> TARGET_PERIODS =
            Set.of(ReportingPeriod.Kind.YEAR, ReportingPeriod.Kind.HALF_YEAR, ReportingPeriod.Kind.QUARTER);

    /** Stands for the act behind targets that the catalogue sets without naming one; every plan takes precedence. */
    private static final LegalAct OWN = new LegalAct(
            "-",
            new Text("Danh mục của nền tảng", "The hub's catalogue"),
            new Text("Đơn vị vận hành", "The operator"),
            LocalDate.EPOCH,
            new LegalAct.Related(List.of(), List.of()),
            new LegalAct.Validity(LocalDate.EPOCH, null));

    private static final Plan.Group OWN_GROUP = new Plan.Group(
            "catalogue", new Text("Chỉ tiêu đặt trong danh mục", "Targets set in the catalogue"), null, null);

    private final Map<String, Direction> indicators;
    private final Set<String> agencies;
    private final AreaRegister areas;
    private final Regime calendar;

    /**
     * @param indicators all indicators, by id, and whether higher or lower is better
     * @param agencies codes of all agencies
     * @param calendar the regime in whose periods targets are set
     */
    PlanReader(Map<String, Direction> indicators, Set<String> agencies, AreaRegister areas, Regime calendar) {
        this.indicators = indicators;
        this.agencies = agencies;
        this.areas = areas;
        this.calendar = calendar;
    }

    Plan read(Yaml yaml) {
        yaml.only("id", "name", "about", "acts", "tasks", "groups", "items");
        Yaml id = yaml.get("id");
        if (!id.text().matches("[a-z0-9][a-z0-9-]*")) {
            throw id.error("an id consists of small letters, digits and hyphens, such as plan-239");
        }
        List<LegalAct> acts = read(yaml.get("acts"), PlanReader::act, "number");
        List<Plan.Group> groups = read(yaml.get("groups"), PlanReader::group, "id");
        List<Plan.Item> items = read(yaml.get("items"), item -> item(item, groups, acts), "number");
        return new Plan(
                id.text(),
                IndicatorReader.text(yaml.get("name")),
                IndicatorReader.text(yaml.get("about")),
                acts,
                new Plan.Contents(
                        groups, items, yaml.find("tasks").map(this::indicators).orElse(List.of())));
    }

    /** Reads a list of what a plan consists of: at least one, and none twice. */
    private static <T> List<T> read(Yaml list, Function<Yaml, T> read, String key) {
        List<T> found = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Yaml item : list.some().list()) {
            found.add(read.apply(item));
            Yaml name = item.get(key);
            if (!keys.add(name.text())) {
                throw name.error("'" + name.text() + "' is defined twice");
            }
        }
        return found;
    }

    /** Returns a plan of the targets that definitions set themselves; empty where none does. */
    Optional<Plan> ofDefinitions(List<Yaml> definitions) {
        List<Plan.Item> items = new ArrayList<>();
        for (Yaml definition : definitions) {
            List<Target> targets = definition.find(IndicatorReader.TARGETS).map(Yaml::list).orElse(List.of()).stream()
                    .map(target -> ofDefinition(target, definition))
                    .toList();
            if (!targets.isEmpty()) {
                String id = definition.get("id").text();
                items.add(new Plan.Item(
                        id,
                        OWN_GROUP.id(),
                        IndicatorReader.text(definition.get("name")),
                        List.of(id),
                        List.of(),
                        new Plan.Measures(null, null, targets)));
            }
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plan(
                        OWN_GROUP.id(),
                        OWN_GROUP.name(),
                        OWN_GROUP.name(),
                        List.of(OWN),
                        new Plan.Contents(List.of(OWN_GROUP), items, List.of())));
    }

    private Target ofDefinition(Yaml yaml, Yaml definition) {
        yaml.only("level", "year", "value", "to", "strict", "text");
        if (yaml.find("value").isEmpty() && yaml.find("text").isEmpty()) {
            throw yaml.error("a target has a value, or the plan's own words in text");
        }
        Goal.Kind kind = yaml.find("value").isEmpty()
                ? Goal.Kind.MILESTONE
                : yaml.find("to").isPresent()
                        ? Goal.Kind.RANGE
                        : definition.get("direction").text().equals("down") ? Goal.Kind.MAXIMUM : Goal.Kind.MINIMUM;
        ReportingPeriod by = by(yaml.get("year"));
        return new Target(OWN, scope(yaml, by), by, goal(yaml, kind, Set.of()));
    }

    private static LegalAct act(Yaml yaml) {
        yaml.only("number", "title", "issuer", "date", "from", "to", "draft", "amends", "replaces");
        boolean draft = yaml.find("draft").map(Yaml::bool).orElse(false);
        LocalDate date = yaml.get("date").date();
        LocalDate from = yaml.find("from").map(Yaml::date).orElse(date);
        LocalDate to = yaml.find("to").map(Yaml::date).orElse(null);
        if (draft && (yaml.find("from").isPresent() || to != null)) {
            throw yaml.get("draft").error("a draft is never in force: leave out from and to");
        }
        if (from.isBefore(date)) {
            throw yaml.get("from").error("the act would be in force before it was signed, on " + date);
        }
        if (to != null && to.isBefore(from)) {
            throw yaml.get("to").error("the last day is before the first");
        }
        return new LegalAct(
                yaml.get("number").words(),
                IndicatorReader.text(yaml.get("title")),
                IndicatorReader.text(yaml.get("issuer")),
                date,
                new LegalAct.Related(others(yaml, "amends"), others(yaml, "replaces")),
                draft ? null : new LegalAct.Validity(from, to));
    }

    private static List<String> others(Yaml act, String key) {
        String number = act.get("number").text();
        List<Yaml> others = act.find(key).map(Yaml::distinct).orElse(List.of());
        others.stream()
                .filter(other -> other.words().equals(number))
                .findFirst()
                .ifPresent(itself -> {
                    throw itself.error("an act does not refer to itself");
                });
        return others.stream().map(Yaml::text).toList();
    }

    private static Plan.Group group(Yaml yaml) {
        yaml.only("id", "name", "indicators", "tasks");
        return new Plan.Group(
                yaml.get("id").id(),
                IndicatorReader.text(yaml.get("name")),
                yaml.find("indicators").map(PlanReader::announced).orElse(null),
                yaml.find("tasks").map(PlanReader::announced).orElse(null));
    }

    private static int announced(Yaml yaml) {
        return yaml.integer(0, 100_000);
    }

    private Plan.Item item(Yaml yaml, List<Plan.Group> groups, List<LegalAct> acts) {
        yaml.only("number", "group", "name", "about", "indicators", "responsible", "baseline", "targets");
        Yaml group = yaml.get("group");
        if (groups.stream().noneMatch(one -> one.id().equals(group.text()))) {
            throw group.error("the plan has no group '" + group.text() + "'");
        }
        List<String> measuredBy = yaml.find("indicators").map(this::indicators).orElse(List.of());
        Set<Direction> directions = measuredBy.stream().map(indicators::get).collect(Collectors.toSet());
        return new Plan.Item(
                yaml.get("number").words(),
                group.text(),
                IndicatorReader.text(yaml.get("name")),
                measuredBy,
                yaml.find("responsible")
                        .map(list -> list.list().stream().map(this::responsible).toList())
                        .orElse(List.of()),
                new Plan.Measures(
                        yaml.find("about").map(IndicatorReader::text).orElse(null),
                        yaml.find("baseline").map(PlanReader::baseline).orElse(null),
                        yaml.find("targets")
                                .map(list -> list.list().stream()
                                        .map(target -> target(target, acts, directions))
                                        .toList())
                                .orElse(List.of())));
    }

    private List<String> indicators(Yaml list) {
        return list.distinct().stream()
                .map(id -> known(id, indicators.keySet(), "indicator"))
                .toList();
    }

    private Plan.Responsibility responsible(Yaml yaml) {
        yaml.only("agency", "role", "from", "to");
        Yaml role = yaml.get("role");
        if (!Set.of("lead", "support").contains(role.text())) {
            throw role.error("'" + role.text() + "' is neither lead nor support");
        }
        LocalDate from = yaml.find("from").map(Yaml::date).orElse(null);
        LocalDate to = yaml.find("to").map(Yaml::date).orElse(null);
        if (from != null && to != null && to.isBefore(from)) {
            throw yaml.get("to").error("the last day is before the first");
        }
        return new Plan.Responsibility(
                known(yaml.get("agency"), agencies, "agency"), role.text().equals("lead"), from, to);
    }

    private static Plan.Baseline baseline(Yaml yaml) {
        yaml.only("year", "value");
        return new Plan.Baseline(
                yaml.get("year").integer(Limits.FIRST_YEAR, Limits.LAST_YEAR),
                yaml.get("value").number());
    }

    private Target target(Yaml yaml, List<LegalAct> acts, Set<Direction> directions) {
        yaml.only("by", "level", "area", "agency", "kind", "value", "to", "strict", "text", "act");
        Goal.Kind kind = IndicatorReader.word(
                yaml.get("kind"), Goal.Kind.class, "value, minimum, maximum, range, rank, growth or milestone");
        ReportingPeriod by = by(yaml.get("by"));
        return new Target(act(yaml, acts), scope(yaml, by), by, goal(yaml, kind, directions));
    }

    private static LegalAct act(Yaml target, List<LegalAct> acts) {
        Optional<Yaml> number = target.find("act");
        return number.isEmpty()
                ? acts.get(0)
                : acts.stream()
                        .filter(act -> act.number().equals(number.get().text()))
                        .findFirst()
                        .orElseThrow(() -> number.get()
                                .error("the plan has no act '" + number.get().text() + "'"));
    }

    /** A code stands for the unit that has it at the end of the target's time. */
    private Target.Scope scope(Yaml yaml, ReportingPeriod by) {
        AreaLevel level = IndicatorReader.word(yaml.get("level"), AreaLevel.class, "city, district, commune");
        return new Target.Scope(
                level,
                yaml.find("area")
                        .map(area -> unit(area, by.to().minusDays(1), level))
                        .orElse(null),
                yaml.find("agency")
                        .map(agency -> known(agency, agencies, "agency"))
                        .orElse(null));
    }

    private AreaId unit(Yaml code, LocalDate day, AreaLevel level) {
        Area unit = areas.findUpTo(code.text(), day)
                .orElseThrow(() -> code.error("there is no area '" + code.text() + "'"));
        if (unit.level() != level) {
            throw code.error(unit.fullName() + " is no " + level.word());
        }
        return unit.id();
    }

    private ReportingPeriod by(Yaml yaml) {
        ReportingPeriod found = calendar.find(yaml.text())
                .filter(period -> TARGET_PERIODS.contains(period.kind()))
                .orElseThrow(() -> yaml.error(
                        "'" + yaml.text() + "' is not a year, half-year or quarter such as 2025, 2025-H1 or 2025-Q2"));
        yaml.within(text -> Limits.inYears(found.from(), text));
        return found;
    }

    /** @param directions those of the indicators that measure it: they say on which side a plain value is met */
    private static Goal goal(Yaml yaml, Goal.Kind kind, Set<Direction> directions) {
        @Nullable Double value = yaml.find("value").map(Yaml::number).orElse(null);
        @Nullable Double to = yaml.find("to").map(Yaml::number).orElse(null);
        @Nullable Text words = yaml.find("text").map(IndicatorReader::text).orElse(null);
        if (kind == Goal.Kind.MILESTONE && words == null) {
            throw yaml.error("a milestone needs 'text': the act's own words");
        }
        if (kind != Goal.Kind.MILESTONE && value == null) {
            throw yaml.error("a target of kind " + kind.word() + " needs 'value'");
        }
        if ((kind == Goal.Kind.RANGE) != (to != null)) {
            throw yaml.error("'to' belongs to a range, and a range needs it");
        }
        if (value != null && to != null && to < value) {
            throw yaml.get("to").error("the range ends before it begins");
        }
        boolean strict = yaml.find("strict").map(Yaml::bool).orElse(false);
        if (kind != Goal.Kind.VALUE || !directions.contains(Direction.DOWN)) {
            return new Goal(kind, value, to, strict, words);
        }
        if (directions.size() > 1) {
            throw yaml.get("kind")
                    .error(
                            "of some of the item's indicators more is better, and of others less: say minimum or maximum");
        }
        return new Goal(kind, value, to, strict, words, true);
    }

    private static String known(Yaml word, Set<String> known, String what) {
        if (!known.contains(word.text())) {
            throw word.error("there is no " + what + " '" + word.text() + "'");
        }
        return word.text();
    }
}
