package vn.hanoi.datahub.streams.processor;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * Evaluates the cells of definitions that have just counted all their events, some at a time, and deletes those of
 * versions that are no longer counted. {@link DefinitionActivation} stores how far both have come.
 */
final class NewDefinitions {

    private static final int SWEPT_AT_ONCE = 5_000;

    private final ProcessorContext<Object, Evaluated> context;
    private final DefinitionActivation activation;
    private final Evaluator evaluator;
    private final PackedCells cells;
    private final int partitions;

    /** @param partitions partitions of the shuffle */
    NewDefinitions(
            ProcessorContext<Object, Evaluated> context,
            DefinitionActivation activation,
            Evaluator evaluator,
            PackedCells cells,
            int partitions) {
        this.context = context;
        this.activation = activation;
        this.evaluator = evaluator;
        this.cells = cells;
        this.partitions = partitions;
    }

    /** Evaluates more cells of the first definition that is complete; returns false when there is none. */
    boolean evaluateSome() {
        IndicatorDefinition definition = activation.nextComplete();
        if (definition == null) {
            return false;
        }
        Fold fold = evaluator.fold(definition);
        Bytes last = evaluator.evaluateNext(definition, activation.cursor(definition), (cells, series) -> {
            Set<Cell> touched = new LinkedHashSet<>();
            cells.forEach(cell -> fold.touched(cell, series, touched));
            return touched;
        });
        if (last == null) {
            activation.evaluated(definition);
            tellOfEvaluated(definition);
        } else {
            activation.evaluatedUpTo(definition, last);
        }
        return true;
    }

    /** Publishes that a definition is in force here from now on. */
    private void tellOfEvaluated(IndicatorDefinition definition) {
        long now = context.currentSystemTimeMs();
        DefinitionStep step = DefinitionStep.newBuilder()
                .setIndicator(definition.id())
                .setVersion(definition.version())
                .setStage(DefinitionStage.EVALUATED)
                .setApplication(context.applicationId())
                .setPartition(context.taskId().partition())
                .setPartitions(partitions)
                .setRecordedAt(Instant.ofEpochMilli(now))
                .build();
        context.forward(new Record<>(DefinitionRollout.key(step), new Evaluated.Progress(step), now));
    }

    /** Deletes cells of versions that are no longer counted, some at a time. */
    void sweep() {
        for (String name : activation.ended()) {
            if (cells.sweep(name, SWEPT_AT_ONCE)) {
                return;
            }
            activation.swept(name);
        }
    }
}
