package vn.hanoi.datahub.domain.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;

/** How a value becomes points. Points are not rounded here: rounded points would not add up to the total. */
public sealed interface Scale {

    /** Returns the points of a value, 0 to the maximum of the criterion. */
    BigDecimal points(double value, BigDecimal max);

    /**
     * Steps: the points of the highest threshold that a value reaches; 0 below the lowest.
     *
     * @param steps lowest threshold first
     */
    record Table(List<Step> steps) implements Scale {
        public Table {
            steps = steps.stream()
                    .sorted(Comparator.comparingDouble(Step::from))
                    .toList();
        }

        @Override
        public BigDecimal points(double value, BigDecimal max) {
            BigDecimal points = BigDecimal.ZERO;
            for (Step step : steps) {
                points = value >= step.from() ? step.points() : points;
            }
            return bounded(points, max);
        }
    }

    /** @param from the value from which these points are given */
    record Step(double from, BigDecimal points) {}

    /**
     * A straight line between two values; zero may be above full, where less is better.
     *
     * @param zero the value that gives 0 points
     * @param full the value that gives the maximum
     */
    record Linear(double zero, double full) implements Scale {
        public Linear {
            if (zero == full) {
                throw new IllegalArgumentException("zero and full are the same value");
            }
        }

        @Override
        public BigDecimal points(double value, BigDecimal max) {
            BigDecimal way = BigDecimal.valueOf(value).subtract(BigDecimal.valueOf(zero));
            BigDecimal whole = BigDecimal.valueOf(full).subtract(BigDecimal.valueOf(zero));
            return bounded(way.multiply(max).divide(whole, MathContext.DECIMAL128), max);
        }
    }

    /** Points that somebody reports, and no value gives. */
    record Reported() implements Scale {
        @Override
        public BigDecimal points(double value, BigDecimal max) {
            return bounded(BigDecimal.valueOf(value), max);
        }
    }

    private static BigDecimal bounded(BigDecimal points, BigDecimal max) {
        return points.max(BigDecimal.ZERO).min(max);
    }
}
