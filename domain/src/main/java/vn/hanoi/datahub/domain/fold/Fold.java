package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * One way to make values out of contributions. Pure: state comes in as a {@link Series} and leaves as cells and
 * evaluations.
 *
 * <pre>
 *   contribution ─▶ spread ─▶ tallies of cells ─▶ derive ─▶ affected ─▶ cells to publish ─▶ evaluate ─▶ value
 * </pre>
 */
public interface Fold {

    /** Says which cells a change counts in. Changes are only ever added; taking back is adding the negated tally. */
    void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells);

    /**
     * Says what else changes because a cell went from one tally to another: a person seen for the first time counts
     * once.
     */
    default void derive(Cell cell, Tally before, Tally after, BiConsumer<Cell, Tally> cells) {}

    /**
     * Says which cells have to be evaluated anew because this one changed, in the order in which they build on one
     * another.
     */
    void affected(Cell changed, Series series, Collection<Cell> cells);

    /**
     * Says which cells this one takes part in, where every cell of the series is asked: together they have to name all
     * that {@link #affected} would, and may be fewer each.
     */
    default void touched(Cell cell, Series series, Collection<Cell> cells) {
        affected(cell, series, cells);
    }

    /**
     * Whether each cell is worth what is counted in it alone: then {@link #affected} names the cell itself, or none
     * where it is a fold's own.
     */
    default boolean isLocal() {
        return false;
    }

    /** What a cell is worth now. */
    Evaluation evaluate(Cell cell, Series series);

    /**
     * Whether what was counted once also speaks for the periods that come, so that a new month needs new values without
     * any event.
     */
    default boolean carries() {
        return false;
    }
}
