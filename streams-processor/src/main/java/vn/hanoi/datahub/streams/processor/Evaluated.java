package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRow;

/**
 * What leaves the tally stage: a row of values, or that a definition's values are out.
 *
 * @param row every part, as it is now; null for a step
 * @param revision the parts that changed; null for a step
 * @param step null for a row
 */
public record Evaluated(
        @Nullable IndicatorRow row,
        @Nullable IndicatorRow revision,
        @Nullable DefinitionStep step) {}
