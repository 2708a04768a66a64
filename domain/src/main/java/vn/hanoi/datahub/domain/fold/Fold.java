package vn.hanoi.datahub.domain.fold;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * One way to make values out of contributions. Pure: state comes in as a {@link Series} and leaves as cells and evaluations.
 *
 * <pre>
 *   contribution ─▶ spread ─▶ tallies of cells ─▶ affected ─▶ cells to publish ─▶ evaluate ─▶ value
 * </pre>
 */
public interface Fold {

    /** Says which cells a change counts in. Changes are only ever added; taking back is adding the negated tally. */
    void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells);

    /** Says which cells have to be evaluated anew because this one changed, in the order in which they build on one another. */
    void affected(Cell changed, Series series, Collection<Cell> cells);

    /** What a cell is worth now. */
    Evaluation evaluate(Cell cell, Series series);
}
