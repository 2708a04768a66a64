package vn.hanoi.datahub.query.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.LegalAct;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Target;
import vn.hanoi.datahub.query.plan.PlanAnswers.Conflict;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlacedTarget;

/** The targets of an indicator across all plans, and where they contradict one another. */
final class Targets {

    /** What two targets have in common if they are about the same. */
    private record Subject(Target.Scope scope, String by) {}

    private final Plans plans;

    Targets(Plans plans) {
        this.plans = plans;
    }

    /** Returns all targets of an indicator. */
    List<PlacedTarget> of(String indicator, LocalDate on) {
        return plans.targets(indicator).stream()
                .map(place -> placed(indicator, place, on))
                .toList();
    }

    private PlacedTarget placed(String indicator, Plans.Place place, LocalDate on) {
        return PlacedTarget.of(
                place,
                Plans.inForce(place.plan(), place.item(), on).contains(place.target()),
                plans.newest(indicator, on).contains(place));
    }

    /**
     * Returns the targets of an indicator that differ between plans, drafts included. A target that a later act amends
     * is no longer meant, and contradicts nothing; nor does one in words, which has no number to differ from.
     */
    List<Conflict> conflicts(String indicator, LocalDate on) {
        Map<Subject, List<Plans.Place>> bySubject = new LinkedHashMap<>();
        plans.targets(indicator)
                .forEach(place -> bySubject
                        .computeIfAbsent(
                                new Subject(
                                        place.target().scope(),
                                        place.target().by().text()),
                                subject -> new ArrayList<>())
                        .add(place));
        List<Conflict> conflicts = new ArrayList<>();
        bySubject.forEach((subject, all) -> {
            List<Plans.Place> places = all.stream()
                    .filter(place -> place.target().goal().value() != null
                            && all.stream().noneMatch(other -> isAmendedBy(place, other)))
                    .toList();
            if (places.stream()
                            .map(place -> numbers(place.target().goal()))
                            .distinct()
                            .count()
                    > 1) {
                conflicts.add(new Conflict(
                        subject.by(),
                        subject.scope().level().word(),
                        subject.scope().areaCode(),
                        subject.scope().agency(),
                        places.stream()
                                .map(place -> placed(indicator, place, on))
                                .toList()));
            }
        });
        return conflicts;
    }

    /** Returns whether one target is set anew by an act that changes the plan, or amends or replaces its act. */
    private static boolean isAmendedBy(Plans.Place one, Plans.Place other) {
        LegalAct former = one.target().act();
        LegalAct later = other.target().act();
        return !later.isDraft()
                && later.date().isAfter(former.date())
                && (one.plan().equals(other.plan())
                        ? one.item().equals(other.item())
                        : later.related().amends().contains(former.number())
                                || later.related().replaces().contains(former.number()));
    }

    /** Returns the numbers of a goal, and their side: two acts that put the same into other words do not contradict. */
    private static List<@Nullable Object> numbers(Goal goal) {
        return Arrays.asList(goal.value(), goal.to(), goal.ofGrowth().comparison(), goal.kind() == Goal.Kind.GROWTH);
    }
}
