package vn.hanoi.datahub.domain.event;

import java.util.Optional;
import vn.hanoi.datahub.domain.Worded;

/** What an event does to its subject: sets its state, or removes it from all values. */
public enum Operation implements Worded {
    UPSERT,
    RETRACT;

    public static Optional<Operation> find(String word) {
        return word.equals("upsert")
                ? Optional.of(UPSERT)
                : word.equals("retract") ? Optional.of(RETRACT) : Optional.empty();
    }
}
