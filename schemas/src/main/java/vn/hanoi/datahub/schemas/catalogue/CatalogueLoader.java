package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.score.CompositeIndex;

/**
 * Reads and checks the whole catalogue before anything is built on it.
 *
 * @see CatalogueException what it throws, with file and line
 */
public final class CatalogueLoader {

    /**
     * Raised with every release in which the code of rules or folds makes different contributions from the same event
     * and catalogue.
     */
    private static final int METHOD = 3;

    /** What an event type declares without an effect on any value. */
    private static final Set<String> NOT_COUNTED = Set.of("title", "subject", "reporting");

    private final CatalogueFiles files;

    private CatalogueLoader(CatalogueFiles files) {
        this.files = files;
    }

    public static Catalogue load(CatalogueFiles files) {
        return new CatalogueLoader(files).load();
    }

    private Catalogue load() {
        AreaRegister areas;
        try (Reader units = files.open("areas/areas.csv");
                Reader transfers = files.open("areas/transfers.csv")) {
            areas = AreaReader.read(units, transfers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EventTypeReader eventTypes = new EventTypeReader();
        Map<String, EventType> types = unique(items("event-types.yaml"), eventTypes::read, EventType::name);
        List<Yaml> definitions = new ArrayList<>();
        files.indicatorFiles().forEach(file -> definitions.addAll(items(file)));
        IndicatorReader reader = new IndicatorReader(types);
        Map<String, DeclaredDefinition> declared =
                unique(definitions, yaml -> DeclaredDefinition.of(yaml, reader), DeclaredDefinition::id);
        List<String> rules = new ArrayList<>();
        declared.values().forEach(definition -> rules.addAll(kept(definition)));
        items("event-types.yaml").forEach(type -> rules.add(type.canonical(key -> !NOT_COUNTED.contains(key))));
        eventTypes.schemas().forEach((type, schema) -> rules.add(type + " " + schema));
        AlertReader alerts = new AlertReader(declared);
        Map<String, Agency> agencies = new AgencyReader(areas, types.keySet()).read(items("agencies.yaml"));
        Catalogue.Planning planning = planning(definitions, declared, agencies.keySet(), areas);
        definitions.forEach(definition -> checkTargets(definition, planning.plans()));
        return new Catalogue(
                new Catalogue.City(areas, agencies),
                new Catalogue.Events(types, eventTypes.schemas()),
                declared,
                List.copyOf(unique(items("alerts.yaml"), alerts::read, AlertRule::id)
                        .values()),
                planning,
                fingerprint(areas, rules));
    }

    private Catalogue.Planning planning(
            List<Yaml> definitions,
            Map<String, DeclaredDefinition> declared,
            Set<String> agencies,
            AreaRegister areas) {
        Map<String, Regime> regimes = unique(items("regimes.yaml"), RegimeReader::regime, Regime::id);
        Regime calendar = regimes.get(Regime.CALENDAR);
        if (calendar == null) {
            throw new CatalogueException("regimes.yaml: the regime '" + Regime.CALENDAR + "' is missing");
        }
        Map<String, IndicatorDefinition> byId = declared.values().stream()
                .map(DeclaredDefinition::definition)
                .collect(Collectors.toMap(IndicatorDefinition::id, definition -> definition));
        PlanReader reader = new PlanReader(
                byId.values().stream()
                        .collect(Collectors.toMap(
                                IndicatorDefinition::id,
                                definition -> definition.publication().direction())),
                agencies,
                areas,
                calendar);
        IndexReader indices = new IndexReader(byId, agencies);
        List<Yaml> files = this.files.planFiles().stream().map(this::root).toList();
        List<Plan> plans = new ArrayList<>(unique(files, reader::read, Plan::id).values());
        reader.ofDefinitions(definitions).ifPresent(plans::add);
        return new Catalogue.Planning(
                new Plans(plans),
                regimes,
                RegimeReader.workingDays(root("working-days.yaml")),
                unique(items("indices.yaml"), indices::read, CompositeIndex::id),
                schedules(regimes));
    }

    private Map<String, ReportSchedule> schedules(Map<String, Regime> regimes) {
        Map<String, ReportSchedule> schedules = new HashMap<>();
        items("event-types.yaml")
                .forEach(type -> type.find("reporting")
                        .ifPresent(reporting ->
                                schedules.put(type.get("name").text(), RegimeReader.schedule(reporting, regimes))));
        return schedules;
    }

    private static void checkTargets(Yaml definition, Plans plans) {
        boolean hasTargets = !plans.targets(definition.get("id").text()).isEmpty();
        if (!hasTargets && definition.find("noTargets").isEmpty()) {
            throw definition.error("no plan sets a target for '"
                    + definition.get("id").text() + "': say why in noTargets, {vi: …, en: …}");
        }
        if (hasTargets && definition.find("noTargets").isPresent()) {
            throw definition
                    .get("noTargets")
                    .error("a plan sets targets for '" + definition.get("id").text() + "': leave out noTargets");
        }
    }

    /** Returns what a definition makes the processor keep: the hub's accounting, and former states of subjects. */
    private static Set<String> kept(DeclaredDefinition declared) {
        IndicatorDefinition definition = declared.definition();
        if (definition.counting().inputs().isEmpty()) {
            return Set.of(definition.id() + " " + definition.version() + " " + declared.method());
        }
        return definition.fold().isState()
                ? definition.counting().eventTypes().stream()
                        .map(type -> "states of " + type)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static String fingerprint(AreaRegister areas, List<String> rules) {
        MessageDigest digest = Digest.sha256();
        digest.update((byte) METHOD);
        areas.all()
                .forEach(area -> digest.update((area.id() + " " + area.validTo() + " " + area.parent() + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        rules.stream()
                .distinct()
                .sorted()
                .forEach(rule -> digest.update((rule + "\n").getBytes(StandardCharsets.UTF_8)));
        return Digest.of(digest).first(8);
    }

    private List<Yaml> items(String file) {
        return root(file).list();
    }

    private Yaml root(String file) {
        try (Reader reader = files.open(file)) {
            return Yaml.read(file, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Map<String, T> unique(List<Yaml> items, Function<Yaml, T> read, Function<T, String> key) {
        Map<String, T> known = new LinkedHashMap<>();
        for (Yaml item : items) {
            T value = read.apply(item);
            if (known.put(key.apply(value), value) != null) {
                throw item.error("'" + key.apply(value) + "' is defined twice");
            }
        }
        return known;
    }
}
