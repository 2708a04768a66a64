package vn.hanoi.datahub.domain.fold;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Period;

/** All that is known of one indicator in one area, as a fold reads it. */
public interface Series {

    /** What has been counted in the cell; zero where nothing was. */
    Tally tally(Cell cell);

    /**
     * Visits every cell with a tally whose period has the granularity of {@code from} and lies between the two, both
     * included, in order.
     */
    void scan(Period from, Period to, Visitor visitor);

    /** The value the cell was given last; null where it has none. */
    @Nullable
    Double value(Cell cell);

    /** The city time up to which values are carried forward: the clock's, or the last day of an area that ended. */
    LocalDateTime now();

    /** The area of the series, as a unit of {@link Coordinates}. */
    String area();

    /**
     * Whether a reporting unit counts in the period: it was in force when the period ended. Old units and those that
     * took their place are never added up.
     */
    boolean counts(String unit, Period period);

    /** Whether a reporting unit is one of those {@link #expectedUnits} counts. */
    boolean isExpected(String unit, Period period);

    /** Whether the series' own area was no more when the period ended: then nothing is carried into it. */
    boolean isOver(Period period);

    /** How many units should report for the area in the period; 0 where nobody is expected. */
    int expectedUnits(Period period);

    /**
     * In how many hours a feed, {@code agency/event type}, should be heard again, 1 at least; 0 where nobody asks for
     * it.
     */
    int cadenceHours(String feed);

    /** Receives the cells of a scan. */
    @FunctionalInterface
    interface Visitor {
        void visit(Cell cell, Tally tally);
    }
}
