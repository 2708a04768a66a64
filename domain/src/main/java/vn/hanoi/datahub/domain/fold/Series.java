package vn.hanoi.datahub.domain.fold;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Period;

/** Everything known about one indicator in one area, as a fold reads it. */
public interface Series {

    /** Returns what has been counted in the cell; zero where nothing has been. */
    Tally tally(Cell cell);

    /**
     * Visits, in order, every cell that has a tally and whose period has the granularity of {@code from} and is between
     * the two, both inclusive.
     */
    void scan(Period from, Period to, Visitor visitor);

    /** Returns the last value that the cell was given; null where it has none. */
    @Nullable
    Double value(Cell cell);

    /**
     * Returns the city time up to which values are carried forward: the clock's, or the last day of an area that has
     * ended.
     */
    LocalDateTime now();

    /** Returns the area of the series, as a unit of {@link Coordinates}. */
    String area();

    /**
     * Returns whether a reporting unit counts in the period: it must have been in force when the period ended. Old
     * units and their successors are never added up.
     */
    boolean counts(String unit, Period period);

    /** Returns whether a reporting unit is one of those that {@link #expectedUnits} counts. */
    boolean isExpected(String unit, Period period);

    /**
     * Returns the agency that an agency counts as in the period, of those that {@link #expectedUnits} counts: itself,
     * or its one successor once it has ended. Null where it counts as none.
     */
    @Nullable
    String expectedAgency(String agency, Period period);

    /**
     * Returns whether the series' own area was no longer in force when the period ended; then nothing is carried into
     * it.
     */
    boolean isOver(Period period);

    /** Returns how many units should report for the area in the period; 0 where none are expected. */
    int expectedUnits(Period period);

    /**
     * Returns within how many hours a feed, {@code agency/event type}, is expected to send something again: at least 1,
     * or 0 where nothing is expected of it on that day.
     */
    int cadenceHours(String feed, LocalDate day);

    /** Receives the cells of a scan. */
    @FunctionalInterface
    interface Visitor {
        void visit(Cell cell, Tally tally);
    }
}
