package vn.hanoi.datahub.domain.indicator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition.Direction;

/**
 * A target that the plan sets.
 *
 * @param level level of the areas that it binds
 * @param year first year in which it binds
 * @param value in the indicator's unit, a minimum or a maximum depending on the indicator's direction; null for a
 *     milestone without a number
 * @param to upper end of a range; null where there is none
 * @param strict whether reaching exactly the value is not enough ("over 50")
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
     * Returns the target that binds in a year: the latest one set for that year or an earlier one. Before the first
     * one, returns the first, which the city is working towards; empty where the level has no target.
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

    /** Returns whether a value meets the target; empty for a milestone without a number. */
    public Optional<Boolean> isMetBy(double actual, Direction direction) {
        if (value == null) {
            return Optional.empty();
        }
        int order = Double.compare(actual, value) * (direction == Direction.UP ? 1 : -1);
        return Optional.of(strict ? order > 0 : order >= 0);
    }

    /**
     * Returns the attainment of a value, 1 where it reaches the target exactly; empty where there is no number to
     * divide by.
     */
    public Optional<Double> attainment(double actual, Direction direction) {
        if (value == null) {
            return Optional.empty();
        }
        double whole = direction == Direction.UP ? value : actual;
        double part = direction == Direction.UP ? actual : value;
        return whole == 0 ? Optional.empty() : Optional.of(part / whole);
    }
}
