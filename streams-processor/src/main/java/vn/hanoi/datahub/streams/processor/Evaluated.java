package vn.hanoi.datahub.streams.processor;

import vn.hanoi.datahub.values.DefinitionStep;

/** What the tally stage emits. */
public sealed interface Evaluated {

    /**
     * A row of values.
     *
     * @param row every part as it is now, as Avro
     * @param revision the parts that changed, as Avro
     */
    record Rows(byte[] row, byte[] revision) implements Evaluated {}

    /** The notice that all values of a definition are published. */
    record Progress(DefinitionStep step) implements Evaluated {}
}
