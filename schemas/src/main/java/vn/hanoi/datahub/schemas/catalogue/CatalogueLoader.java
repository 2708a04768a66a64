package vn.hanoi.datahub.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Identity;
import vn.hanoi.datahub.domain.event.Shape;
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
    private final Map<String, Schema> schemas = new HashMap<>();

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
        Map<String, EventType> types = unique(items("event-types.yaml"), this::eventType, EventType::name);
        List<Yaml> definitions = new ArrayList<>();
        files.indicatorFiles().forEach(file -> definitions.addAll(items(file)));
        IndicatorReader reader = new IndicatorReader(types);
        Map<String, DeclaredDefinition> declared =
                unique(definitions, yaml -> DeclaredDefinition.of(yaml, reader), DeclaredDefinition::id);
        List<String> rules = new ArrayList<>();
        declared.values().forEach(definition -> rules.addAll(kept(definition)));
        items("event-types.yaml").forEach(type -> rules.add(type.canonical(key -> !NOT_COUNTED.contains(key))));
        schemas.forEach((type, schema) -> rules.add(type + " " + schema));
        AlertReader alerts = new AlertReader(declared);
        Map<String, Agency> agencies = agencies(areas, types);
        Catalogue.Planning planning = planning(definitions, declared, agencies.keySet(), areas);
        definitions.forEach(definition -> checkTargets(definition, planning.plans()));
        return new Catalogue(
                new Catalogue.City(areas, agencies),
                new Catalogue.Events(types, schemas),
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
        Map<String, T> read1 = new LinkedHashMap<>();
        for (Yaml item : items) {
            T value = read.apply(item);
            if (read1.put(key.apply(value), value) != null) {
                throw item.error("'" + key.apply(value) + "' is defined twice");
            }
        }
        return read1;
    }

    private EventType eventType(Yaml yaml) {
        yaml.only("name", "title", "identity", "subject", "area", "period", "deadlines", "bounds", "reporting");
        String name = yaml.get("name").text();
        Schema schema = schema(yaml.get("name"), name);
        schemas.put(name, schema);
        Shape shape = shape(schema, yaml);
        List<EventType.Bound> bounds = new ArrayList<>();
        yaml.find("bounds")
                .ifPresent(map -> map.map().forEach((field, bound) -> bounds.add(bound(shape, field, bound))));
        return new EventType(
                name,
                IndicatorReader.text(yaml.get("title")),
                identity(yaml.get("identity")),
                yaml.find("subject").map(template -> subject(shape, template)).orElse(null),
                yaml.find("area").map(field -> named(shape, field, "area")).orElse(null),
                yaml.find("period").map(field -> named(shape, field, "period")).orElse(null),
                bounds,
                shape);
    }

    private static Shape shape(Schema schema, Yaml type) {
        List<Yaml> deadlines = type.find("deadlines").map(Yaml::distinct).orElse(List.of());
        Shape shape = Shapes.of(schema, deadlines.stream().map(Yaml::text).collect(Collectors.toSet()));
        for (Yaml deadline : deadlines) {
            if (field(shape, deadline, deadline.text()).kind() != Shape.Kind.TIMESTAMP) {
                throw deadline.error(deadline.text() + " is no timestamp");
            }
        }
        return shape;
    }

    /** A schema has no types of areas and periods: its field of that name is the one that contains them. */
    private static String named(Shape shape, Yaml field, String name) {
        if (!field(shape, field, field.text()).name().equals(name)) {
            throw field.error("the field '" + field.text() + "' contains no " + name + "; '" + name + "' does");
        }
        return name;
    }

    private static String subject(Shape shape, Yaml template) {
        EventType.FIELD_IN_TEMPLATE.matcher(template.text()).results().forEach(place -> {
            if (shape.find(place.group(1)).isEmpty()) {
                throw template.error("the type has no field '" + place.group(1) + "'");
            }
        });
        return template.text();
    }

    private static Identity identity(Yaml yaml) {
        return switch (yaml.text()) {
            case "subject" -> Identity.SUBJECT;
            case "subject+time" -> Identity.SUBJECT_AND_TIME;
            default -> throw yaml.error("identity must be subject or subject+time");
        };
    }

    /**
     * Reads {@code {min: 0, max: 1500, by: parameter, CO: 200000}}: a maximum, and others that depend on the symbol in
     * an enum field.
     */
    private static EventType.Bound bound(Shape shape, String name, Yaml yaml) {
        Shape.Field bounded = field(shape, yaml, name);
        if (!bounded.kind().isNumber()) {
            throw yaml.error(name + " is not a number");
        }
        Optional<Shape.Field> by = yaml.find("by").map(field -> field(shape, field, field.text()));
        Map<String, Double> maxima = new HashMap<>();
        yaml.map().forEach((key, value) -> {
            if (!Set.of("min", "max", "by").contains(key)) {
                if (by.isEmpty() || !by.get().symbols().contains(key)) {
                    throw value.error("'" + key + "' is neither min, max nor a symbol of the field named by 'by'");
                }
                maxima.put(key, value.number());
            }
        });
        double min = yaml.find("min").map(Yaml::number).orElse(Double.NEGATIVE_INFINITY);
        double max = yaml.find("max").map(Yaml::number).orElse(Double.POSITIVE_INFINITY);
        if (Double.isInfinite(min) && Double.isInfinite(max) && maxima.isEmpty()) {
            throw yaml.error("bounds are written {min: 0}, {max: 100} or {min: 0, max: 100}");
        }
        if (max < min || maxima.values().stream().anyMatch(highest -> highest < min)) {
            throw yaml.error("a maximum of " + name + " is below its minimum");
        }
        return new EventType.Bound(bounded, min, max, by.orElse(null), maxima);
    }

    private static Shape.Field field(Shape shape, Yaml place, String name) {
        return shape.find(name).orElseThrow(() -> place.error("the schema has no field '" + name + "'"));
    }

    private static Schema schema(Yaml place, String name) {
        try (InputStream avsc = CatalogueLoader.class.getResourceAsStream("/avro/events/" + name + ".avsc")) {
            if (avsc == null) {
                throw place.error("there is no schema avro/events/" + name + ".avsc");
            }
            return new Schema.Parser().parse(avsc);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Agency> agencies(AreaRegister areas, Map<String, EventType> types) {
        List<Yaml> items = items("agencies.yaml");
        Map<String, Agency> agencies = new LinkedHashMap<>();
        for (Yaml item : items) {
            item.only("code", "name", "area", "types", "communes", "quota", "from", "to", "successors", "formerNames");
            Agency.Tenure tenure = tenure(item);
            Quota quota = item.find("quota").map(CatalogueLoader::quota).orElse(null);
            Text name = IndicatorReader.text(item.get("name"));
            Set<String> published = new java.util.TreeSet<>();
            for (Yaml type : item.get("types").some().distinct()) {
                if (!types.containsKey(type.text())) {
                    throw type.error("there is no event type '" + type.text() + "'");
                }
                published.add(type.text());
            }
            if (item.find("communes").map(Yaml::bool).orElse(false)) {
                if (item.find("code").or(() -> item.find("area")).isPresent()) {
                    throw item.error("the communes have codes and areas of their own: leave out code and area");
                }
                for (Area commune : areas.list(AreaRegister.LAST_DAY_OF_OLD_UNITS.plusDays(1), AreaLevel.COMMUNE)) {
                    add(
                            agencies,
                            item,
                            new Agency(
                                    "H26.X" + commune.code(),
                                    of(commune, name),
                                    published,
                                    commune.code(),
                                    quota,
                                    tenure));
                }
            } else {
                String area = item.get("area").text();
                add(
                        agencies,
                        item,
                        new Agency(
                                item.get("code").id(),
                                name,
                                published,
                                area.equals("all") ? null : known(areas, item, area),
                                quota,
                                tenure));
            }
        }
        items.forEach(item -> checkSuccessors(item, agencies));
        return agencies;
    }

    private static Agency.Tenure tenure(Yaml item) {
        LocalDate from = item.find("from").map(Yaml::date).orElse(null);
        LocalDate to = item.find("to").map(Yaml::date).orElse(null);
        if (from != null && to != null && to.isBefore(from)) {
            throw item.get("to").error("the last day is before the first");
        }
        List<Agency.FormerName> names = new ArrayList<>();
        for (Yaml former : item.find("formerNames").map(Yaml::list).orElse(List.of())) {
            former.only("name", "to");
            names.add(new Agency.FormerName(
                    IndicatorReader.text(former.get("name")), former.get("to").date()));
        }
        names.sort(Comparator.comparing(Agency.FormerName::to));
        return new Agency.Tenure(
                from, to, item.find("successors").map(IndicatorReader::texts).orElse(List.of()), names);
    }

    /** Checks that successors exist, follow the end of the agency, and lead to an agency that goes on. */
    private static void checkSuccessors(Yaml item, Map<String, Agency> agencies) {
        for (Yaml successor : item.find("successors").map(Yaml::list).orElse(List.of())) {
            if (item.find("to").isEmpty()) {
                throw successor.error("an agency with successors has a last day: to");
            }
            Set<String> line = new HashSet<>();
            List<String> next = List.of(successor.text());
            while (!next.isEmpty()) {
                for (String code : next) {
                    if (!agencies.containsKey(code)) {
                        throw successor.error("there is no agency '" + code + "'");
                    }
                    if (!line.add(code) && code.equals(successor.text())) {
                        throw successor.error("'" + code + "' would succeed itself");
                    }
                }
                next = next.stream()
                        .flatMap(code -> Objects.requireNonNull(agencies.get(code)).tenure().successors().stream())
                        .filter(code -> !line.contains(code) || code.equals(successor.text()))
                        .distinct()
                        .toList();
            }
            LocalDate dayAfter = item.get("to").date().plusDays(1);
            if (!Objects.requireNonNull(agencies.get(successor.text())).isInForce(dayAfter)) {
                throw successor.error("'" + successor.text() + "' does not exist on " + dayAfter
                        + ", the day after the last one of the agency that it succeeds");
            }
        }
    }

    private static Quota quota(Yaml item) {
        item.only("events", "bytes");
        try {
            return new Quota(
                    Long.parseLong(item.get("events").text()),
                    Long.parseLong(item.get("bytes").text()));
        } catch (IllegalArgumentException e) {
            throw item.error("a quota is written {events: 500, bytes: 1000000}: whole numbers per second, at least 1");
        }
    }

    private static void add(Map<String, Agency> agencies, Yaml item, Agency agency) {
        if (agencies.put(agency.code(), agency) != null) {
            throw item.error("agency '" + agency.code() + "' is defined twice");
        }
    }

    private static Text of(Area commune, Text pattern) {
        return new Text(
                pattern.vi().replace("{area}", commune.fullName()), pattern.en().replace("{area}", commune.fullName()));
    }

    private static String known(AreaRegister areas, Yaml item, String area) {
        if (!areas.isKnown(area)) {
            throw item.get("area").error("there is no area '" + area + "'; write all for the whole city");
        }
        return area;
    }
}
