package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.period.ReportingPeriod;

/** All plans of the city, and the target that is binding for an indicator, an area and a time. */
public final class Plans {

    public record Place(Plan plan, Plan.Item item, Target target) {}

    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, List<Place>> byIndicator = new HashMap<>();

    /** The newest targets of the day that was asked for last: every value that is written asks for those of today. */
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

    /** Returns the targets that bind the areas of an indicator on a day, and none of those that bind one agency. */
    public List<Place> binding(String indicator, LocalDate on) {
        return newest(indicator, on).stream()
                .filter(place -> place.target().scope().agency() == null)
                .toList();
    }

    /**
     * Returns the targets that values of an indicator are compared with on a day: where several plans set one for the
     * same scope and time, that of the plan that came into force last.
     */
    public List<Place> newest(String indicator, LocalDate on) {
        Binding last = lastAsked.get(indicator);
        if (last == null || !last.on().equals(on)) {
            last = new Binding(on, findNewest(indicator, on));
            lastAsked.put(indicator, last);
        }
        return last.places();
    }

    private List<Place> findNewest(String indicator, LocalDate on) {
        List<Place> inForce = targets(indicator).stream()
                .filter(place -> isInForce(place, on))
                .toList();
        Map<Subject, Plan> newest = new HashMap<>();
        inForce.forEach(place -> newest.merge(
                Subject.of(place), place.plan(), (one, other) -> start(other).isAfter(start(one)) ? other : one));
        return inForce.stream()
                .filter(place -> place.plan().equals(newest.get(Subject.of(place))))
                .toList();
    }

    /**
     * Whose value is compared.
     *
     * @param agency code of the agency that the value is of; null for the area as a whole
     */
    public record Owner(Area area, @Nullable String agency) {}

    /**
     * Returns the target that binds a value.
     *
     * @param start the first day of the value's period
     * @param end the day after its last day
     * @param on the day whose plans apply: a value as of a former day is compared with the target in force then
     */
    public Optional<Place> target(String indicator, Owner owner, LocalDate start, LocalDate end, LocalDate on) {
        return due(closest(newest(indicator, on), place -> place.target().scope(), owner), start, end);
    }

    /** Returns the targets of an item that bind an area on a day. */
    public static List<Target> binding(Plan plan, Plan.Item item, Area area, LocalDate on) {
        return closest(inForce(plan, item, on), Target::scope, new Owner(area, null));
    }

    /** Returns what is set for the agency itself, or else for the area itself, or else for all areas of its level. */
    private static <T> List<T> closest(List<T> all, Function<T, Target.Scope> scope, Owner owner) {
        List<Predicate<Target.Scope>> closestFirst = List.of(
                one -> one.agency() != null && one.area() != null,
                one -> one.agency() != null,
                one -> one.area() != null,
                one -> true);
        List<T> binding = all.stream()
                .filter(one -> scope.apply(one).binds(owner.area(), owner.agency()))
                .toList();
        return closestFirst.stream()
                .map(isSo -> binding.stream()
                        .filter(one -> isSo.test(scope.apply(one)))
                        .toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Returns the targets of an item in force on a day: where an act amends a target, the amended one. */
    public static List<Target> inForce(Plan plan, Plan.Item item, LocalDate on) {
        return item.targets().stream()
                .filter(target -> isInForce(new Place(plan, item, target), on))
                .toList();
    }

    /**
     * Returns the target that binds in a period, by the period's end: the one due then, or the next one of that year. A
     * year without one that is still to come keeps the latest target; before the first one, the first binds, which the
     * city is working towards. A reporting year that begins in December is one of the year in which it ends. Of targets
     * due on the same day, that for a time as long as the period binds: a year is compared with the target for the
     * year, its last quarter with that for the quarter.
     */
    private static Optional<Place> due(List<Place> targets, LocalDate start, LocalDate end) {
        LocalDate nextYear = LocalDate.of(end.minusDays(1).getYear() + 1, 1, 1);
        Optional<LocalDate> next = targets.stream()
                .map(place -> place.target().by().to())
                .filter(to -> !to.isBefore(end))
                .min(Comparator.naturalOrder());
        Optional<LocalDate> latest = targets.stream()
                .map(place -> place.target().by().to())
                .filter(to -> to.isBefore(end))
                .max(Comparator.naturalOrder());
        Optional<LocalDate> due =
                next.filter(to -> latest.isEmpty() || !to.isAfter(nextYear)).or(() -> latest);
        long days = ChronoUnit.DAYS.between(start, end);
        return targets.stream()
                .filter(place -> due.filter(place.target().by().to()::equals).isPresent())
                .min(Comparator.comparing(place -> Math.abs(days
                        - ChronoUnit.DAYS.between(
                                place.target().by().from(), place.target().by().to()))));
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
