package vn.hanoi.datahub.domain.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How grave an alert is, in the words of the Common Alerting Protocol (OASIS CAP 1.2). */
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
