package vn.hanoi.datahub.streams.processor;

import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.state.ChangesState;

/** What leaves the contribute stage: changes of values, or a rejected event. Exactly one of the two is set. */
public record Contributed(
        @Nullable ChangesState changes, @Nullable DeadLetter rejection) {

    static Contributed of(ChangesState changes) {
        return new Contributed(changes, null);
    }

    static Contributed of(DeadLetter rejection) {
        return new Contributed(null, rejection);
    }
}
