package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The count in one cell: exact sums that give the same result in whatever order they are added and subtracted.
 *
 * @param events number of events in force that contribute
 * @param units the reporting units behind the events, each with its number of events, so that a unit leaves the
 *     coverage with its last event
 */
public record Tally(BigDecimal numerator, BigDecimal denominator, long events, SortedMap<String, Long> units) {

    private static final SortedMap<String, Long> NO_UNITS = Collections.emptySortedMap();

    public static final Tally ZERO = new Tally(BigDecimal.ZERO, BigDecimal.ZERO, 0, NO_UNITS);

    public Tally {
        numerator = normal(numerator);
        denominator = normal(denominator);
        units = units.isEmpty() ? NO_UNITS : Collections.unmodifiableSortedMap(units);
    }

    /** Returns the tally of a single event. */
    public static Tally of(BigDecimal numerator, BigDecimal denominator) {
        return new Tally(numerator, denominator, 1, Collections.emptySortedMap());
    }

    /**
     * Returns the one representation of a number: equal sums look the same, whatever was added and subtracted to reach
     * them.
     */
    private static BigDecimal normal(BigDecimal number) {
        if (number.scale() == 0) {
            return number;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public Tally plus(Tally other) {
        if (other.isZero()) {
            return this;
        }
        return new Tally(
                numerator.add(other.numerator),
                denominator.add(other.denominator),
                events + other.events,
                merged(units, other.units));
    }

    public Tally negated() {
        SortedMap<String, Long> negative = new TreeMap<>();
        units.forEach((unit, count) -> negative.put(unit, -count));
        return new Tally(numerator.negate(), denominator.negate(), -events, negative);
    }

    /** Returns the same sums, with the reporting unit recorded for the coverage. */
    public Tally from(String unit) {
        if (events == 0) {
            return units.isEmpty() ? this : new Tally(numerator, denominator, events, Collections.emptySortedMap());
        }
        TreeMap<String, Long> noted = new TreeMap<>();
        noted.put(unit, events);
        return new Tally(numerator, denominator, events, noted);
    }

    public boolean isZero() {
        return events == 0 && numerator.signum() == 0 && denominator.signum() == 0 && units.isEmpty();
    }

    private static SortedMap<String, Long> merged(SortedMap<String, Long> one, SortedMap<String, Long> other) {
        if (other.isEmpty()) {
            return one;
        }
        TreeMap<String, Long> merged = new TreeMap<>(one);
        other.forEach((unit, count) ->
                merged.merge(unit, count, (had, more) -> had + more == 0 ? null : Long.valueOf(had + more)));
        return merged;
    }
}
