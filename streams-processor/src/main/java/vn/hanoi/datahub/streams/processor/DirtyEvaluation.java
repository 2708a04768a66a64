package vn.hanoi.datahub.streams.processor;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.schemas.trace.Origin;
import vn.hanoi.datahub.streams.processor.DirtyCells.SeriesId;

/**
 * Evaluates dirty cells, as far as time allows, once no backlog follows or they have waited as long as they may. So a
 * row that a backlog changes a hundred times is published once or twice.
 */
final class DirtyEvaluation {

    private static final long NOTHING_WAITS = Long.MIN_VALUE;

    private final ActiveDefinitions active;
    private final DefinitionActivation activation;
    private final Evaluator evaluator;
    private final DirtyCells dirty;
    private final CommitPace pace;
    private final Pacing pacing;

    /** The origin of the changes of a series, kept until its values are published. */
    private final Map<SeriesId, Origin> origins = new HashMap<>();

    private long waitedSince = NOTHING_WAITS;

    DirtyEvaluation(
            ActiveDefinitions active,
            DefinitionActivation activation,
            Evaluator evaluator,
            DirtyCells dirty,
            CommitPace pace,
            Pacing pacing) {
        this.active = active;
        this.activation = activation;
        this.evaluator = evaluator;
        this.dirty = dirty;
        this.pace = pace;
        this.pacing = pacing;
    }

    void from(SeriesId id, @Nullable Origin origin) {
        if (origin != null) {
            origins.merge(id, origin, Origin::merge);
        }
    }

    void forgetOrigin(SeriesId id) {
        origins.remove(id);
    }

    /**
     * Evaluates what is due.
     *
     * @return whether something was
     */
    boolean evaluate(long deadline) {
        TimeShare share = pacing.workload().waitingEvaluations();
        long begun = pacing.clock().millis();
        if (!isDue() || pace.isBusy() && !share.isLeft(begun)) {
            return false;
        }
        SeriesId next = dirty.next();
        while (next != null && pacing.clock().millis() < deadline) {
            evaluate(next, deadline);
            next = dirty.next();
        }
        share.worked(begun, pacing.clock().millis());
        return true;
    }

    /** Whether dirty cells are due. From then on all of them are due, until none is left: the oldest go first. */
    private boolean isDue() {
        if (dirty.next() == null) {
            waitedSince = NOTHING_WAITS;
            return false;
        }
        long now = pacing.clock().millis();
        if (waitedSince == NOTHING_WAITS) {
            waitedSince = now;
        }
        return now - waitedSince >= pace.longestWait().toMillis();
    }

    private void evaluate(SeriesId id, long deadline) {
        IndicatorDefinition definition = active.find(id.definition());
        if (definition == null || activation.isOver(definition)) {
            dirty.remove(id);
            origins.remove(id);
            return;
        }
        SeriesStore series = evaluator.open(definition, id);
        do {
            if (dirty.cursor(id) != null) {
                evaluateMoreOfAll(definition, series, id);
                continue;
            }
            List<Cell> some = dirty.some(id, Evaluator.CELLS_AT_ONCE);
            evaluator.evaluateWaiting(definition, series, some);
            dirty.remove(id, some);
        } while (dirty.has(id) && pacing.clock().millis() < deadline);
        publish(definition, series, id);
    }

    /** Evaluates more cells of a series of which it is only known that some are dirty. */
    private void evaluateMoreOfAll(IndicatorDefinition definition, SeriesStore series, SeriesId id) {
        // Published cells are evaluated themselves, because nothing may be counted in them any more; all others follow
        // from what is counted.
        CellKey.Run run = evaluator.run(definition, id.prefix(), Objects.requireNonNull(dirty.cursor(id)), any -> true);
        if (run == null) {
            dirty.lookedAtAll(id);
            return;
        }
        Set<Cell> touched = new LinkedHashSet<>();
        for (Cell cell : run.cells()) {
            if (!series.tally(cell).isZero()) {
                evaluator.fold(definition).touched(cell, series, touched);
            }
            if (series.isPublished(cell)) {
                touched.add(cell);
            }
        }
        evaluator.evaluate(definition, series, touched);
        dirty.lookedUpTo(id, run.last());
    }

    void publish(IndicatorDefinition definition, SeriesStore series, SeriesId id) {
        evaluator.publish(definition, series, id, origins.get(id));
        if (!dirty.has(id)) {
            origins.remove(id);
        }
    }
}
