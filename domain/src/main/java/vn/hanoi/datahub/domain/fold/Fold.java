package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * One way to turn contributions into values. Pure: state comes in as a {@link Series} and leaves as cells and
 * evaluations.
 *
 * <pre>
 *   contribution ─▶ spread ─▶ tallies of cells ─▶ derive ─▶ affected ─▶ cells to publish ─▶ evaluate ─▶ value
 * </pre>
 */
public interface Fold {

    /**
     * Passes on the cells in which a change counts. Changes are only ever added; undoing one means adding the negated
     * tally.
     */
    void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells);

    /**
     * Passes on what else changes because a cell went from one tally to another: a person seen for the first time
     * counts once.
     */
    default void derive(Cell cell, Tally before, Tally after, BiConsumer<Cell, Tally> cells) {}

    /**
     * Adds the cells that must be evaluated again because this one changed, in the order in which they build on one
     * another.
     */
    void affected(Cell changed, Series series, Collection<Cell> cells);

    /**
     * Adds the cells that depend on this one, for use when every cell of the series is visited. Together, the visits
     * must name all cells that {@link #affected} would; each of them may name fewer.
     */
    default void touched(Cell cell, Series series, Collection<Cell> cells) {
        affected(cell, series, cells);
    }

    /**
     * Returns whether the value of each cell depends on that cell's tally alone. Then {@link #affected} names the cell
     * itself, or none where the cell is internal to the fold.
     */
    default boolean isLocal() {
        return false;
    }

    /** Returns the current value of a cell. */
    Evaluation evaluate(Cell cell, Series series);

    /** Returns whether counts also apply to later periods, so that a new month needs new values without any event. */
    default boolean carries() {
        return false;
    }
}
