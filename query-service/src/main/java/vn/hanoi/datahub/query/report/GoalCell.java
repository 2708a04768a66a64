package vn.hanoi.datahub.query.report;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.plan.Goal;

/** What a scorecard shows of a goal: its number or, where one number does not say it, what the page says. */
final class GoalCell {

    private GoalCell() {}

    static @Nullable Object of(Goal goal) {
        Double value = goal.value();
        Double to = goal.to();
        if (value == null) {
            return goal.words() == null ? null : goal.words().vi();
        }
        if (to != null) {
            return ReportPage.number(value) + " – " + ReportPage.number(to);
        }
        return goal.kind() == Goal.Kind.GROWTH
                ? "tăng trưởng " + (goal.strict() ? ">" : "≥") + " " + ReportPage.number(value)
                        + "\u00a0% so với năm trước"
                : value;
    }
}
