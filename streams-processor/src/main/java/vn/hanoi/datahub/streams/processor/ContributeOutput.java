package vn.hanoi.datahub.streams.processor;

import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.values.DefinitionStep;

/** What the contribute stage emits. */
public sealed interface ContributeOutput {

    record Changes(ChangesState changes) implements ContributeOutput {}

    /** A rejected event. */
    record Rejection(DeadLetter letter) implements ContributeOutput {}

    record Progress(DefinitionStep step) implements ContributeOutput {}
}
