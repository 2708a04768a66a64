package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;

/**
 * When a goal is reached at the recent pace: a straight line is fitted to the recent values by least squares, and
 * extended to the goal. The interval contains all days on which the goal lies within the 90 % confidence band of that
 * line (Fieller's interval). No day is before the one that it is made on: where the line has reached the goal already,
 * and the value has not, the goal is expected now.
 *
 * @param on the day on which the line reaches the goal; null unless it is {@link Outcome#EXPECTED}
 * @param earliest first day of the interval; null unless it is expected
 * @param latest last day of the interval; null unless it is expected
 * @param perYear the pace in the indicator's unit per year; null where there are too few values
 */
public record Forecast(
        Outcome outcome,
        @Nullable LocalDate on,
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest,
        @Nullable Double perYear) {

    /** Fewer values do not show a pace. */
    static final int FEWEST = 6;

    private static final double DAYS_OF_A_YEAR = 365.25;

    /** A goal further away is not forecast: the pace of some months says nothing about it. */
    private static final double HORIZON_IN_DAYS = 20 * DAYS_OF_A_YEAR;

    /** Quantiles of Student's t for a two-sided interval of 90 %, by degrees of freedom from 1. */
    private static final double[] T = {
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746,
        1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697
    };

    /** What can be said. */
    public enum Outcome implements Worded {
        /** The value already meets the goal. */
        REACHED,
        /** The goal is reached at the recent pace. */
        EXPECTED,
        /** The values move away from the goal, or do not move. */
        MOVING_AWAY,
        /** The values scatter so much that the pace may as well be zero. */
        NO_CLEAR_PACE,
        /** At the recent pace it takes more than twenty years. */
        TOO_FAR,
        /** There are fewer than six values. */
        TOO_FEW_VALUES,
        /** The goal is no number that values can be compared with. */
        NOT_COMPARABLE
    }

    /**
     * A value to fit the line to.
     *
     * @param day the last day of its period
     */
    public record Point(LocalDate day, double value) {}

    /**
     * @param met whether the goal is met: by the value that is compared with it, not by those that show the pace
     * @param points the recent values, oldest first
     * @param today the day on which it is made
     */
    public static Forecast of(Goal goal, boolean met, List<Point> points, LocalDate today) {
        if (!goal.isComparable()) {
            return none(Outcome.NOT_COMPARABLE, null);
        }
        if (met) {
            return none(Outcome.REACHED, null);
        }
        if (points.size() < FEWEST) {
            return none(Outcome.TOO_FEW_VALUES, null);
        }
        return new Line(points).reach(goal, today);
    }

    private static Forecast none(Outcome outcome, @Nullable Double perYear) {
        return new Forecast(outcome, null, null, null, perYear);
    }

    /** A line fitted by least squares; time is in days after the newest value. */
    private static final class Line {
        private final LocalDate newest;
        private final int n;
        private final double meanTime;
        private final double meanValue;
        private final double timeSquares;
        private final double slope;
        private final double variance;

        Line(List<Point> points) {
            n = points.size();
            newest = points.get(n - 1).day();
            meanTime = points.stream().mapToDouble(this::time).average().orElseThrow();
            meanValue = points.stream().mapToDouble(Point::value).average().orElseThrow();
            timeSquares = points.stream()
                    .mapToDouble(point -> square(time(point) - meanTime))
                    .sum();
            slope = timeSquares == 0
                    ? 0
                    : points.stream()
                                    .mapToDouble(point -> (time(point) - meanTime) * (point.value() - meanValue))
                                    .sum()
                            / timeSquares;
            variance = points.stream()
                            .mapToDouble(point -> square(point.value() - meanValue - slope * (time(point) - meanTime)))
                            .sum()
                    / (n - 2);
        }

        private double time(Point point) {
            return point.day().toEpochDay() - newest.toEpochDay();
        }

        Forecast reach(Goal goal, LocalDate today) {
            double perYear = slope * DAYS_OF_A_YEAR;
            double since = today.toEpochDay() - newest.toEpochDay();
            double now = meanValue + slope * (since - meanTime);
            double wanted = goal.wanted(now).orElseThrow();
            double ahead = meanTime + (wanted - meanValue) / slope;
            boolean isThere = goal.isMetBy(now).orElse(false);
            boolean isLeaving = isThere ? ahead > since + 1 : ahead < since;
            if (slope == 0) {
                return none(Outcome.MOVING_AWAY, perYear);
            }
            double t = T[Math.min(n - 2, T.length) - 1];
            double noise = t * t * variance;
            // Fieller: (slope·x − rise)² ≤ noise·(1/n + x²/timeSquares), where x is the time after the mean.
            double rise = wanted - meanValue;
            double a = slope * slope - noise / timeSquares;
            if (a <= 0) {
                return none(Outcome.NO_CLEAR_PACE, perYear);
            }
            if (isLeaving) {
                return none(Outcome.MOVING_AWAY, perYear);
            }
            if (ahead > HORIZON_IN_DAYS) {
                return none(Outcome.TOO_FAR, perYear);
            }
            double root = Math.sqrt(Math.max(0, noise * (rise * rise / timeSquares + a / n)));
            double one = (slope * rise - root) / a;
            double other = (slope * rise + root) / a;
            return new Forecast(
                    Outcome.EXPECTED,
                    later(today, day(isThere ? 0 : ahead)),
                    later(today, day(Math.max(0, meanTime + Math.min(one, other)))),
                    later(today, day(Math.max(0, Math.min(HORIZON_IN_DAYS * 2, meanTime + Math.max(one, other))))),
                    perYear);
        }

        private LocalDate day(double ahead) {
            return newest.plusDays((long) Math.ceil(ahead));
        }

        private static LocalDate later(LocalDate one, LocalDate other) {
            return one.isAfter(other) ? one : other;
        }

        private static double square(double number) {
            return number * number;
        }
    }
}
