package vn.hanoi.datahub.schemas.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller may do: an agency publishes its own events and sees what became of them, an operator runs the hub, a
 * reader reads values.
 */
public enum Role {
    AGENCY,
    OPERATOR,
    READER;

    /** As it is written in key files, tokens and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> find(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
