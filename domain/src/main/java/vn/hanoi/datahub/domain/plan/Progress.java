package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;

/**
 * How far a value has come on the straight path from a starting point to a goal.
 *
 * @param path the value that the path has on the day; null where there is no path, or it has not begun
 */
public record Progress(Status status, @Nullable Double path) {

    /** The standing of an item. */
    public enum Status implements Worded {
        /** The value meets the goal. */
        MET,
        /** The value is on the path to the goal, or ahead of it. */
        ON_TRACK,
        /** The value is behind the path. */
        BEHIND,
        /** The goal is missed: its time is over. */
        MISSED,
        /** There is a value, but no target with a number to compare it with. */
        NO_TARGET,
        /** There is no value. */
        NO_DATA
    }

    /**
     * The start of a path.
     *
     * @param day the day after the period of the value
     */
    public record Start(LocalDate day, double value) {}

    /**
     * Returns the progress on a day.
     *
     * @param start where the path begins: the baseline, or the first known value; null where there is none
     */
    public static Progress of(Target target, @Nullable Double value, @Nullable Start start, LocalDate on) {
        Goal goal = target.goal();
        Double path = start == null ? null : path(target, start, on);
        Optional<Boolean> met = value == null ? Optional.empty() : goal.isMetBy(value);
        if (value == null) {
            return new Progress(Status.NO_DATA, path);
        }
        if (met.isEmpty()) {
            return new Progress(Status.NO_TARGET, path);
        }
        if (met.get()) {
            return new Progress(Status.MET, path);
        }
        if (!on.isBefore(target.by().to())) {
            return new Progress(Status.MISSED, path);
        }
        boolean isBehind = path == null || goal.missing(value) > goal.missing(path);
        return new Progress(isBehind ? Status.BEHIND : Status.ON_TRACK, path);
    }

    private static @Nullable Double path(Target target, Start start, LocalDate on) {
        Double wanted = target.goal().wanted(start.value()).orElse(null);
        LocalDate end = target.by().to();
        if (wanted == null || !start.day().isBefore(end) || !start.day().isBefore(on)) {
            return null;
        }
        double whole = ChronoUnit.DAYS.between(start.day(), end);
        double passed = Math.min(whole, ChronoUnit.DAYS.between(start.day(), on));
        return start.value() + (wanted - start.value()) * passed / whole;
    }
}
