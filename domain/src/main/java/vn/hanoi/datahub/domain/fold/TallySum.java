package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mutable sum of tallies, which adds up many without copying the units for each. In a busy cell every tally names one
 * more unit, and adding immutable tallies would take quadratic time.
 */
public final class TallySum {

    private BigDecimal numerator = BigDecimal.ZERO;
    private BigDecimal denominator = BigDecimal.ZERO;
    private long events;

    /** Null while there are none: only one cell in five has units. */
    private @Nullable Map<String, Long> units;

    public void add(Tally tally) {
        numerator = numerator.add(tally.numerator());
        denominator = denominator.add(tally.denominator());
        events += tally.events();
        if (!tally.units().isEmpty()) {
            add(tally.units());
        }
    }

    private void add(Map<String, Long> more) {
        Map<String, Long> all = units == null ? new HashMap<>() : units;
        more.forEach(
                (unit, count) -> all.merge(unit, count, (had, its) -> had + its == 0 ? null : Long.valueOf(had + its)));
        units = all;
    }

    /** Returns the sum so far. */
    public Tally toTally() {
        return new Tally(numerator, denominator, events, units == null ? Tally.ZERO.units() : new TreeMap<>(units));
    }
}
