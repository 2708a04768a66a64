package vn.hanoi.datahub.schemas.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The roles of callers: an agency publishes its own events and sees their outcomes, an operator runs the hub, a reader
 * reads values.
 */
public enum Role {
    AGENCY,
    OPERATOR,
    READER;

    /** Returns the role as written in key files, tokens and responses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> find(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
