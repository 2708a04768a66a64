package vn.hanoi.datahub.domain.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Severity of an alert, in the terms of the Common Alerting Protocol (OASIS CAP 1.2). */
public enum Severity {
    MINOR,
    MODERATE,
    SEVERE,
    EXTREME;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> find(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word))
                .findFirst();
    }
}
