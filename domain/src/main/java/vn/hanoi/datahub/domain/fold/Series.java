package vn.hanoi.datahub.domain.fold;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Period;

/** All that is known of one indicator in one area, as a fold reads it. */
public interface Series {

    /** What has been counted in the cell; zero where nothing was. */
    Tally tally(Cell cell);

    /** Visits every cell with a tally whose period has the granularity of {@code from} and lies between the two, both included, in order. */
    void scan(Period from, Period to, Visitor visitor);

    /** The value the cell was given last; null where it has none. */
    @Nullable
    Double value(Cell cell);

    /** How many units should report for the area in the period; 0 where nobody is expected. */
    int expectedUnits(Period period);

    /** Receives the cells of a scan. */
    @FunctionalInterface
    interface Visitor {
        void visit(Cell cell, Tally tally);
    }
}
