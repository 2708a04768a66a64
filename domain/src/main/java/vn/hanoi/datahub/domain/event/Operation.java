package vn.hanoi.datahub.domain.event;

import java.util.Locale;
import java.util.Optional;

/** What an event does to its subject: sets its state, or removes it from all values. */
public enum Operation {
    UPSERT,
    RETRACT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Operation> find(String word) {
        return word.equals("upsert")
                ? Optional.of(UPSERT)
                : word.equals("retract") ? Optional.of(RETRACT) : Optional.empty();
    }
}
