package vn.hanoi.datahub.query.report;

import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.plan.Goal;

/** What a scorecard shows of a goal: its number or, where one number does not say it, what the page says. */
final class GoalCell {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi-VN");

    private GoalCell() {}

    static @Nullable Object of(Goal goal) {
        Double value = goal.value();
        Double to = goal.to();
        if (value == null) {
            return goal.words() == null ? null : goal.words().vi();
        }
        if (to != null) {
            return number(value) + " – " + number(to);
        }
        return goal.kind() == Goal.Kind.GROWTH
                ? "tăng trưởng " + (goal.strict() ? ">" : "≥") + " " + number(value) + "\u00a0% so với năm trước"
                : value;
    }

    private static String number(double number) {
        return NumberFormat.getInstance(VIETNAMESE).format(number);
    }
}
