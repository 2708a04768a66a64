package vn.hanoi.datahub.query.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.domain.plan.LegalAct;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.domain.plan.Target;

/** What plans look like in answers. */
final class PlanAnswers {

    private PlanAnswers() {}

    /**
     * A legal act.
     *
     * @param number e.g. {@code 239/KH-UBND}
     * @param date the day it was signed; for a draft the day it became known
     * @param from first day in force; null for a draft
     * @param to last day in force; null while it is in force, and for a draft
     * @param draft whether it was never issued, and so never in force
     * @param amends numbers of the acts that it amends
     * @param replaces numbers of the acts that it replaces
     */
    record ActView(
            String number,
            Text title,
            Text issuer,
            LocalDate date,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            boolean draft,
            List<String> amends,
            List<String> replaces) {

        static ActView of(LegalAct act) {
            LegalAct.Validity validity = act.validity();
            return new ActView(
                    act.number(),
                    act.title(),
                    act.issuer(),
                    act.date(),
                    validity == null ? null : validity.from(),
                    validity == null ? null : validity.to(),
                    act.isDraft(),
                    act.related().amends(),
                    act.related().replaces());
        }
    }

    /**
     * A group of a plan.
     *
     * @param indicators how many indicators the act announces; null if it does not say
     * @param tasks how many tasks the act announces; null if it does not say
     * @param items how many items the hub knows
     */
    record PlanGroup(
            String id,
            Text name,
            @Nullable Integer indicators,
            @Nullable Integer tasks,
            long items) {

        static PlanGroup of(Plan.Group group, Plan plan) {
            return new PlanGroup(
                    group.id(),
                    group.name(),
                    group.indicators(),
                    group.tasks(),
                    plan.items().stream()
                            .filter(item -> item.group().equals(group.id()))
                            .count());
        }
    }

    /**
     * A plan, without its items.
     *
     * @param about where wording and numbers come from, and what is not confirmed
     * @param inForce whether the plan is in force on the requested day
     * @param draft whether it was never issued
     * @param acts the founding act first, then those that amend it
     * @param indicators how many indicators the act announces; null if it does not say
     * @param tasks how many tasks the act announces; null if it does not say
     * @param items how many items the hub knows
     * @param taskIndicators indicators that count the plan's tasks
     */
    record PlanView(
            String id,
            Text name,
            Text about,
            boolean inForce,
            boolean draft,
            List<ActView> acts,
            List<PlanGroup> groups,
            @Nullable Integer indicators,
            @Nullable Integer tasks,
            int items,
            List<String> taskIndicators) {

        static PlanView of(Plan plan, LocalDate on) {
            return new PlanView(
                    plan.id(),
                    plan.name(),
                    plan.about(),
                    plan.isInForce(on),
                    plan.act().isDraft(),
                    plan.acts().stream().map(ActView::of).toList(),
                    plan.contents().groups().stream()
                            .map(group -> PlanGroup.of(group, plan))
                            .toList(),
                    sum(plan.contents().groups().stream()
                            .map(Plan.Group::indicators)
                            .toList()),
                    sum(plan.contents().groups().stream().map(Plan.Group::tasks).toList()),
                    plan.items().size(),
                    plan.contents().tasks());
        }

        private static @Nullable Integer sum(List<@Nullable Integer> numbers) {
            return numbers.stream().allMatch(Objects::isNull)
                    ? null
                    : (Integer) numbers.stream()
                            .filter(Objects::nonNull)
                            .mapToInt(Integer::intValue)
                            .sum();
        }
    }

    /**
     * A target.
     *
     * @param by the year, half-year or quarter in which it is to be reached
     * @param level {@code city}, {@code district} or {@code commune}
     * @param area code of the one area that it binds; null for all of the level
     * @param agency code of the one agency that it binds; null for the area as a whole
     * @param kind {@code value}, {@code minimum}, {@code maximum}, {@code range}, {@code rank}, {@code growth} or
     *     {@code milestone}
     * @param comparison sign between a value and the target: {@code >=}, {@code >}, {@code <=} or {@code <}; null if
     *     they cannot be compared, and for a range, which is met from its lower to its upper end
     * @param value the number to reach, in the indicator's unit; for growth in per cent over the year before; null for
     *     a milestone
     * @param to upper end of a range; null for other kinds
     * @param words the act's own words; null if it gives a plain number
     * @param act number of the act that sets it
     * @param inForce whether it is in force on the requested day
     */
    record PlanTarget(
            String by,
            String level,
            @Nullable String area,
            @Nullable String agency,
            String kind,
            @Nullable String comparison,
            @Nullable Double value,
            @Nullable Double to,
            @Nullable Text words,
            String act,
            boolean inForce) {

        static PlanTarget of(Target target, boolean inForce) {
            Goal goal = target.goal();
            return new PlanTarget(
                    target.by().text(),
                    target.scope().level().word(),
                    target.scope().areaCode(),
                    target.scope().agency(),
                    goal.kind().word(),
                    goal.ofGrowth().comparison(),
                    goal.value(),
                    goal.to(),
                    goal.words(),
                    target.act().number(),
                    inForce);
        }
    }

    /**
     * A target with the plan that sets it.
     *
     * @param plan id of the plan
     * @param item number of the item in the plan
     * @param act the act that sets it
     * @param binding whether values are compared with it on the requested day: of the plans in force, the newest counts
     */
    record PlacedTarget(String plan, Text planName, String item, ActView act, boolean binding, PlanTarget target) {

        static PlacedTarget of(Plans.Place place, boolean inForce, boolean binding) {
            return new PlacedTarget(
                    place.plan().id(),
                    place.plan().name(),
                    place.item().number(),
                    ActView.of(place.target().act()),
                    binding,
                    PlanTarget.of(place.target(), inForce));
        }
    }

    /**
     * Targets of several plans that contradict one another, for the same scope and time. What a later act amends is no
     * longer meant. A target in words contradicts no number.
     *
     * @param targets one of each plan
     */
    record Conflict(
            String by,
            String level,
            @Nullable String area,
            @Nullable String agency,
            List<PlacedTarget> targets) {}
}
