package vn.hanoi.datahub.domain.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of an accepted event. An event that was applied and later replaced is superseded from then on, so the
 * four counts depend on the set of events alone, not on the order of their arrival.
 */
public enum Outcome {
    /** In force: its contributions are in the values (or, for a retraction, out of them). */
    APPLIED,
    /** The same id and payload had been taken before. */
    DUPLICATE,
    /** Another event of the same identity is newer. */
    SUPERSEDED,
    /** In the dead-letter topic, with its reason. */
    REJECTED;

    public static Optional<Outcome> find(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
