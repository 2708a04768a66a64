package vn.hanoi.datahub.schemas.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportSchedule;
import vn.hanoi.datahub.domain.period.WorkingDays;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.score.CompositeIndex;

/**
 * Everything that the city declared as data: units, agencies, event types with their schemas, indicators, alert rules.
 * Checked on loading; immutable.
 */
public final class Catalogue {

    /** Reporter that stands for the People's Committees of all communes. */
    private static final String COMMUNES = "communes";

    private final AreaRegister areas;
    private final Map<String, Agency> agencies;
    private final Map<String, EventType> types;
    private final Map<String, Schema> schemas;
    private final Map<String, DeclaredDefinition> declared;
    private final Map<String, IndicatorDefinition> indicators;
    private final List<AlertRule> alertRules;
    private final Planning planning;
    private final String fingerprint;
    private final Map<String, Map<String, Duration>> cadences = new TreeMap<>();
    private final Map<String, Set<String>> predecessors = new HashMap<>();

    /** What the city plans and reports on: plans with their targets, reporting regimes, working days. */
    record Planning(
            Plans plans,
            Map<String, Regime> regimes,
            WorkingDays workingDays,
            Map<String, CompositeIndex> indices,
            Map<String, ReportSchedule> schedules) {
        Planning {
            schedules = Collections.unmodifiableMap(new TreeMap<>(schedules));
            regimes = Collections.unmodifiableMap(new LinkedHashMap<>(regimes));
            indices = Collections.unmodifiableMap(new LinkedHashMap<>(indices));
        }
    }

    /** The city's units, and the agencies that report on them. */
    record City(AreaRegister areas, Map<String, Agency> agencies) {
        City {
            agencies = Collections.unmodifiableMap(new LinkedHashMap<>(agencies));
        }
    }

    /** The event types, and the schema of each one's data. */
    record Events(Map<String, EventType> types, Map<String, Schema> schemas) {
        Events {
            types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
            schemas = Map.copyOf(schemas);
        }
    }

    Catalogue(
            City city,
            Events events,
            Map<String, DeclaredDefinition> declared,
            List<AlertRule> alertRules,
            Planning planning,
            String fingerprint) {
        this.planning = planning;
        this.alertRules = List.copyOf(alertRules);
        this.fingerprint = fingerprint;
        this.areas = city.areas();
        this.agencies = city.agencies();
        this.types = events.types();
        this.schemas = events.schemas();
        this.declared = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
        Map<String, IndicatorDefinition> definitions = new LinkedHashMap<>();
        declared.forEach((id, one) -> definitions.put(id, one.definition()));
        this.indicators = Collections.unmodifiableMap(definitions);
        agencies.values().forEach(agency -> {
            cadences.put(agency.code(), cadencesOf(agency));
            predecessors.put(agency.code(), predecessorsOf(agency.code()));
        });
    }

    /**
     * Returns eight hexadecimal digits that change whenever the processor would decide differently on the same events,
     * or would keep different data about them. Definitions are not part of it: a new version of one is counted
     * alongside the former one.
     */
    public String fingerprint() {
        return fingerprint;
    }

    public AreaRegister areas() {
        return areas;
    }

    public Collection<Agency> agencies() {
        return agencies.values();
    }

    public Optional<Agency> findAgency(String code) {
        return Optional.ofNullable(agencies.get(code));
    }

    /**
     * Returns the agency that answers for an agency on a day: itself while it exists, afterwards its one successor. An
     * agency that ended without a successor, or with several, answers for itself.
     */
    public Agency heir(Agency agency, LocalDate day) {
        Agency heir = agency;
        while (heir.hasEnded(day) && heir.tenure().successors().size() == 1) {
            heir = Objects.requireNonNull(
                    agencies.get(heir.tenure().successors().get(0)));
        }
        return heir;
    }

    /** Returns the codes of all agencies that an agency succeeds, directly or not. */
    public Set<String> predecessors(String code) {
        return predecessors.getOrDefault(code, Set.of());
    }

    private Set<String> predecessorsOf(String code) {
        Set<String> found = new TreeSet<>();
        Deque<String> asked = new ArrayDeque<>(List.of(code));
        while (!asked.isEmpty()) {
            String successor = asked.remove();
            agencies.values().stream()
                    .filter(agency -> agency.tenure().successors().contains(successor) && found.add(agency.code()))
                    .forEach(agency -> asked.add(agency.code()));
        }
        return Collections.unmodifiableSet(found);
    }

    /**
     * Returns the codes of the agencies for which an agency answers on a day: itself, and those predecessors that have
     * ended. It may see and correct what they sent.
     */
    public Set<String> answersFor(String code, LocalDate day) {
        Set<String> line = new TreeSet<>(Set.of(code));
        predecessors(code).stream()
                .filter(former -> Objects.requireNonNull(agencies.get(former)).hasEnded(day))
                .forEach(line::add);
        return line;
    }

    public Collection<EventType> types() {
        return types.values();
    }

    public Optional<EventType> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /**
     * Returns the unit that an event reports for and those above it, as of the event's time; the city where the type
     * has no area; empty where the area was not in force.
     */
    public List<Area> lineage(Event event, EventType type) {
        Facts facts = event.data();
        String code = AreaRegister.CITY;
        if (type.areaField() != null && facts != null) {
            code = String.valueOf(
                    facts.at(type.shape().find(type.areaField()).orElseThrow().position()));
        }
        return areas.lineage(code, CityTime.dayOf(event.time()));
    }

    /**
     * Returns how often a continuous feed is expected to send something on a day; empty where no indicator expects it,
     * and while its agency does not exist.
     */
    public Optional<Duration> cadence(Feed feed, LocalDate day) {
        return findAgency(feed.agency())
                .filter(agency -> agency.isInForce(day))
                .flatMap(agency -> Optional.ofNullable(continuous(agency).get(feed.type())));
    }

    private Map<String, Duration> continuous(Agency agency) {
        Map<String, Duration> continuous = new TreeMap<>(cadences(agency));
        continuous.keySet().removeAll(planning.schedules().keySet());
        return continuous;
    }

    /** Returns the cadences of an agency on a day: nothing is expected before it began and after it ended. */
    public Map<String, Duration> cadences(Agency agency, LocalDate day) {
        return agency.isInForce(day) ? cadences(agency) : Map.of();
    }

    /**
     * Returns how often an agency is expected to send each event type: the shortest cadence of the indicators that name
     * it as a reporter and that it may feed.
     */
    public Map<String, Duration> cadences(Agency agency) {
        return cadences.getOrDefault(agency.code(), Map.of());
    }

    private Map<String, Duration> cadencesOf(Agency agency) {
        Map<String, Duration> shortest = new TreeMap<>();
        for (IndicatorDefinition definition : indicators.values()) {
            if (isReporter(agency, definition)) {
                for (String type : definition.counting().askedFor()) {
                    if (agency.types().contains(type)) {
                        shortest.merge(
                                type,
                                definition.frame().reporting().every(),
                                (one, other) -> one.compareTo(other) <= 0 ? one : other);
                    }
                }
            }
        }
        return shortest;
    }

    /** Returns whether an indicator names an agency, or the communes, as a reporter. */
    public static boolean isReporter(Agency agency, IndicatorDefinition definition) {
        List<String> reporters = definition.frame().reporting().reporters();
        return reporters.contains(agency.code()) || (agency.area() != null && reporters.contains(COMMUNES));
    }

    /**
     * Returns a hash that changes whenever the number of agencies that may publish a type changes, the cadence at which
     * an agency is expected to report, its first or last day, or who succeeds it.
     */
    public int reporters() {
        Map<String, Object> reporters = new TreeMap<>();
        types.keySet()
                .forEach(type -> reporters.put(
                        type,
                        agencies.values().stream()
                                .filter(agency -> agency.types().contains(type))
                                .count()));
        agencies.values().forEach(agency -> reporters.put(agency.code(), continuous(agency) + changes(agency)));
        return reporters.toString().hashCode();
    }

    private static String changes(Agency agency) {
        Agency.Tenure tenure = agency.tenure();
        return Stream.concat(Stream.of(tenure.from(), tenure.to()), tenure.successors().stream())
                .filter(Objects::nonNull)
                .map(change -> "; " + change)
                .collect(Collectors.joining());
    }

    /** Returns how many agencies may publish a type on a day. */
    public int publishers(String type, LocalDate day) {
        return (int) agencies.values().stream()
                .filter(agency -> agency.types().contains(type) && agency.isInForce(day))
                .count();
    }

    /** Returns the Avro schema of an event type's {@code data}. */
    public Schema schema(EventType type) {
        return Objects.requireNonNull(schemas.get(type.name()), type.name());
    }

    /** Returns all definitions as declared. */
    public Collection<DeclaredDefinition> declared() {
        return declared.values();
    }

    /** Returns all definitions, including those of the hub's own accounting. */
    public Collection<IndicatorDefinition> definitions() {
        return indicators.values();
    }

    /** Returns the indicators that readers see. */
    public List<IndicatorDefinition> indicators() {
        return indicators.values().stream()
                .filter(definition -> !definition.publication().internal())
                .toList();
    }

    public Optional<IndicatorDefinition> findDefinition(String id) {
        return Optional.ofNullable(indicators.get(id));
    }

    /** Returns the rules by which alerts are opened and resolved. */
    public List<AlertRule> alertRules() {
        return alertRules;
    }

    /** Returns the city's plans. */
    public Plans plans() {
        return planning.plans();
    }

    /**
     * Returns the number to reach for a value of an area as a whole; empty where no plan sets one.
     *
     * @param at the moment whose plans apply: now, or the one as of which the value is read
     */
    public Optional<Goal> goal(IndicatorDefinition definition, Area area, Period period, Instant at) {
        return plans().target(
                        definition.id(),
                        new Plans.Owner(area, null),
                        period.start().toLocalDate(),
                        period.last(Granularity.DAY).plus(1).start().toLocalDate(),
                        CityTime.dayOf(at))
                .map(place -> place.target().goal())
                .filter(Goal::isComparable);
    }

    /** Returns the reporting regimes, by id; the calendar is one of them. */
    public Map<String, Regime> regimes() {
        return planning.regimes();
    }

    /** Returns how an event type reports periodically; empty where its feeds are continuous. */
    public Optional<ReportSchedule> schedule(String type) {
        return Optional.ofNullable(planning.schedules().get(type));
    }

    /**
     * Returns eight hexadecimal digits that change whenever the events of a type belong to other reporting periods than
     * before.
     */
    public String schedulesFingerprint() {
        StringBuilder schedules = new StringBuilder();
        planning.schedules()
                .forEach((type, schedule) -> schedules
                        .append(type)
                        .append(' ')
                        .append(schedule.regime().id())
                        .append(' ')
                        .append(schedule.regime().lastDay())
                        .append(' ')
                        .append(schedule.kind())
                        .append('\n'));
        return Digest.of(schedules.toString()).first(8);
    }

    /** Returns the composite indices, by id. */
    public Map<String, CompositeIndex> indices() {
        return planning.indices();
    }

    public WorkingDays workingDays() {
        return planning.workingDays();
    }
}
