package vn.hanoi.datahub.domain.indicator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition.Direction;

/**
 * What the plan asks for.
 *
 * @param level the areas it binds
 * @param year from which it binds
 * @param value in the indicator's unit, "at least" or "at most" by the indicator's direction; null for a milestone
 *     without a number
 * @param to upper end of a range; null where there is none
 * @param strict whether the value itself is not enough ("over 50")
 * @param milestone the plan's own words where it gives no plain number; null where it does
 */
public record Target(
        AreaLevel level,
        int year,
        @Nullable Double value,
        @Nullable Double to,
        boolean strict,
        @Nullable Text milestone) {

    /**
     * The target that binds in a year: the latest one set for it or an earlier year, and before the first one the
     * first, which the city is on its way to.
     */
    public static Optional<Target> find(List<Target> targets, AreaLevel level, int year) {
        List<Target> ofLevel = targets.stream()
                .filter(target -> target.level() == level)
                .sorted(Comparator.comparingInt(Target::year))
                .toList();
        Optional<Target> binding =
                ofLevel.stream().filter(target -> target.year() <= year).reduce((earlier, later) -> later);
        return binding.isPresent() ? binding : ofLevel.stream().findFirst();
    }

    /** Whether a value meets the target; empty for a milestone without a number. */
    public Optional<Boolean> isMetBy(double actual, Direction direction) {
        if (value == null) {
            return Optional.empty();
        }
        int order = Double.compare(actual, value) * (direction == Direction.UP ? 1 : -1);
        return Optional.of(strict ? order > 0 : order >= 0);
    }

    /** How far a value has come, 1 where it reaches the target exactly; empty where there is no number to divide by. */
    public Optional<Double> attainment(double actual, Direction direction) {
        if (value == null) {
            return Optional.empty();
        }
        double whole = direction == Direction.UP ? value : actual;
        double part = direction == Direction.UP ? actual : value;
        return whole == 0 ? Optional.empty() : Optional.of(part / whole);
    }
}
