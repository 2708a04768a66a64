package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tally in the making: adds up many without a copy of the units for each. In a busy cell every tally names one unit more, and adding immutable ones would be
 * quadratic.
 */
public final class TallySum {

    private BigDecimal numerator = BigDecimal.ZERO;
    private BigDecimal denominator = BigDecimal.ZERO;
    private long events;
    private final Map<String, Long> units = new HashMap<>();

    public void add(Tally tally) {
        numerator = numerator.add(tally.numerator());
        denominator = denominator.add(tally.denominator());
        events += tally.events();
        tally.units()
                .forEach((unit, count) ->
                        units.merge(unit, count, (had, more) -> had + more == 0 ? null : Long.valueOf(had + more)));
    }

    /** The sum up to now. */
    public Tally toTally() {
        return new Tally(numerator, denominator, events, new TreeMap<>(units));
    }
}
