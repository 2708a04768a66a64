package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.values.DefinitionStep;

/**
 * What the contribute stage emits: changes of values, a rejected event, or the progress of a new definition. Exactly
 * one of them is set.
 */
public record ContributeOutput(
        @Nullable ChangesState changes,
        @Nullable DeadLetter rejection,
        @Nullable DefinitionStep step) {

    static ContributeOutput of(ChangesState changes) {
        return new ContributeOutput(changes, null, null);
    }

    static ContributeOutput of(DeadLetter rejection) {
        return new ContributeOutput(null, rejection, null);
    }

    static ContributeOutput of(DefinitionStep step) {
        return new ContributeOutput(null, null, step);
    }
}
