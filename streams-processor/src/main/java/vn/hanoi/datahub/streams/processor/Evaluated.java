package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * What the tally stage emits: a row of values, or the notice that all values of a definition are published.
 *
 * @param row every part as it is now, as Avro; null for a step
 * @param revision the parts that changed, as Avro; null for a step
 * @param step null for a row
 */
public record Evaluated(
        byte @Nullable [] row,
        byte @Nullable [] revision,
        @Nullable DefinitionStep step) {}
