package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.values.DefinitionStep;

/** What leaves the contribute stage: changes of values, a rejected event, or how far a new definition has come. Exactly one of them is set. */
public record Contributed(
        @Nullable ChangesState changes,
        @Nullable DeadLetter rejection,
        @Nullable DefinitionStep step) {

    static Contributed of(ChangesState changes) {
        return new Contributed(changes, null, null);
    }

    static Contributed of(DeadLetter rejection) {
        return new Contributed(null, rejection, null);
    }

    static Contributed of(DefinitionStep step) {
        return new Contributed(null, null, step);
    }
}
