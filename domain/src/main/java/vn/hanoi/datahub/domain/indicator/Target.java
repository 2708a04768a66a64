package vn.hanoi.datahub.domain.indicator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.hanoi.datahub.domain.area.AreaLevel;

/**
 * What the plan asks for.
 *
 * @param level the areas it binds
 * @param year from which it binds
 * @param value in the indicator's unit; "at least" or "at most" by the indicator's direction
 */
public record Target(AreaLevel level, int year, double value) {

    /**
     * The target that binds in a year: the latest one set for it or an earlier year, and before the first one the first, which the city is on its
     * way to.
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
}
