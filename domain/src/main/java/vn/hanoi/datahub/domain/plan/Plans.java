package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/** All plans of the city, and the target that is binding for an indicator, an area and a time. */
public final class Plans {

    /** A target with its place in a plan. */
    public record Place(Plan plan, Plan.Item item, Target target) {}

    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, List<Place>> byIndicator = new HashMap<>();

    /** The binding targets of the day that was asked for last: every value that is written asks for those of today. */
    private final Map<String, Binding> lastAsked = new ConcurrentHashMap<>();

    private record Binding(LocalDate on, List<Place> places) {}

    public Plans(Collection<Plan> plans) {
        plans.forEach(plan -> {
            this.plans.put(plan.id(), plan);
            plan.items()
                    .forEach(item -> item.indicators()
                            .forEach(indicator -> item.targets()
                                    .forEach(target -> byIndicator
                                            .computeIfAbsent(indicator, id -> new ArrayList<>())
                                            .add(new Place(plan, item, target)))));
        });
    }

    public Collection<Plan> all() {
        return plans.values();
    }

    public Optional<Plan> find(String id) {
        return Optional.ofNullable(plans.get(id));
    }

    /** Returns all targets of an indicator, whether in force or not, in the order of the plans. */
    public List<Place> targets(String indicator) {
        return byIndicator.getOrDefault(indicator, List.of());
    }

    /** What a target is about: of several plans in force, the newest one decides. */
    private record Subject(Target.Scope scope, ReportingPeriod by) {
        static Subject of(Place place) {
            return new Subject(place.target().scope(), place.target().by());
        }
    }

    /**
     * Returns the targets that bind the areas of an indicator on a day: where several plans set one for the same scope
     * and time, that of the plan that came into force last.
     */
    public List<Place> binding(String indicator, LocalDate on) {
        Binding last = lastAsked.get(indicator);
        if (last == null || !last.on().equals(on)) {
            last = new Binding(on, newest(indicator, on));
            lastAsked.put(indicator, last);
        }
        return last.places();
    }

    private List<Place> newest(String indicator, LocalDate on) {
        List<Place> inForce = targets(indicator).stream()
                .filter(place -> isInForce(place, on) && place.target().scope().agency() == null)
                .toList();
        Map<Subject, Plan> newest = new HashMap<>();
        inForce.forEach(place -> newest.merge(
                Subject.of(place), place.plan(), (one, other) -> start(other).isAfter(start(one)) ? other : one));
        return inForce.stream()
                .filter(place -> place.plan().equals(newest.get(Subject.of(place))))
                .toList();
    }

    /**
     * Returns the target that binds a value.
     *
     * @param start the first day of the value's period
     * @param end the day after its last day
     * @param on the day whose plans apply: a value as of a former day is compared with the target in force then
     */
    public Optional<Place> target(String indicator, Area area, LocalDate start, LocalDate end, LocalDate on) {
        List<Place> binding = binding(indicator, on).stream()
                .filter(place -> place.target().scope().binds(area))
                .toList();
        List<Place> ofArea = binding.stream()
                .filter(place -> place.target().scope().area() != null)
                .toList();
        return due(ofArea.isEmpty() ? binding : ofArea, start, end);
    }

    /** Returns the targets of an item in force on a day: where an act amends a target, the amended one. */
    public static List<Target> inForce(Plan plan, Plan.Item item, LocalDate on) {
        return item.targets().stream()
                .filter(target -> isInForce(new Place(plan, item, target), on))
                .toList();
    }

    /**
     * Returns the target that binds in a period: the latest one set for that time or an earlier one. Before the first
     * one, returns the first, which the city is working towards. Of those that begin together, the one whose time ends
     * next after the period applies: a year is compared with the target for the year, its first quarter with that for
     * the quarter.
     */
    private static Optional<Place> due(List<Place> targets, LocalDate start, LocalDate end) {
        List<Place> inOrder = targets.stream()
                .sorted(Comparator.comparing(
                                (Place place) -> place.target().by().from())
                        .thenComparing(place -> !place.target().by().to().isBefore(end))
                        .thenComparing(place -> place.target().by().to(), Comparator.reverseOrder()))
                .toList();
        Optional<Place> binding = inOrder.stream()
                .filter(place -> !place.target().by().from().isAfter(start))
                .reduce((earlier, later) -> later);
        return binding.isPresent() ? binding : inOrder.stream().findFirst();
    }

    /** Returns whether a target is in force: its act is, and no later act in force sets the same one anew. */
    private static boolean isInForce(Place place, LocalDate on) {
        Target target = place.target();
        return target.isInForce(on)
                && place.plan().isInForce(on)
                && place.item().targets().stream()
                        .noneMatch(other -> other != target
                                && other.isInForce(on)
                                && other.scope().equals(target.scope())
                                && other.by().equals(target.by())
                                && other.act().date().isAfter(target.act().date()));
    }

    private static LocalDate start(Plan plan) {
        LegalAct.Validity validity = plan.act().validity();
        return validity == null ? LocalDate.MAX : validity.from();
    }
}
