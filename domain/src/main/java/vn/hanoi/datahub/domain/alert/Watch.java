package vn.hanoi.datahub.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of one watched quantity: the grade in force and the grade it may soon change to. Pure: the same quantities at
 * the same times give the same grades.
 *
 * @param grade the grade in force, counted from 1; 0 for none
 * @param next the pending grade: of the grades the quantity has reached since {@code since}, the nearest one that it
 *     has not left again; equal to {@code grade} where no change is pending
 * @param since start of the pending change; null where none is pending
 */
public record Watch(int grade, int next, @Nullable Instant since) {

    public static final Watch QUIET = new Watch(0, 0, null);

    /**
     * Returns the watch after a new reading of the quantity.
     *
     * @param lasts how long the quantity must be beyond a bound before the grade changes
     */
    public Watch look(double quantity, List<Grade> grades, Duration lasts, Instant now) {
        int wanted = wanted(quantity, grades);
        if (wanted == grade) {
            return new Watch(grade, grade, null);
        }
        boolean goesOn = since != null && (wanted > grade) == (next > grade);
        Instant began = goesOn && since != null ? since : now;
        int nearest = !goesOn ? wanted : wanted > grade ? Math.min(next, wanted) : Math.max(next, wanted);
        return Duration.between(began, now).compareTo(lasts) < 0
                ? new Watch(grade, nearest, began)
                : new Watch(nearest, nearest, null);
    }

    /** Returns the highest grade that is reached or, on the way down, the highest grade not yet left. */
    private int wanted(double quantity, List<Grade> grades) {
        int reached = 0;
        int kept = 0;
        for (int i = 0; i < grades.size(); i++) {
            if (quantity >= grades.get(i).from()) {
                reached = i + 1;
            }
            if (quantity >= grades.get(i).until()) {
                kept = i + 1;
            }
        }
        return reached >= grade ? reached : Math.min(grade, kept);
    }
}
