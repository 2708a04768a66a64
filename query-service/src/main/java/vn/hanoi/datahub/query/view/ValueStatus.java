package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How settled a value is, at the moment it is read. */
public enum ValueStatus {
    /** The period runs, or ended a short while ago and late reports are still expected. */
    PROVISIONAL,
    /** Settled. */
    FINAL,
    /** Changed after it had been final. */
    REVISED,
    /** A share of a divided old unit is in it. */
    ESTIMATED,
    /** Nothing counts. */
    MISSING;

    /** So long after a period's end, or after the first value where that came later, a value is final. */
    private static final Duration SETTLES_AFTER = Duration.ofDays(5);

    public static ValueStatus of(Value value, Instant now) {
        if (value.events() == 0) {
            return MISSING;
        }
        if (value.estimated()) {
            return ESTIMATED;
        }
        Instant end = value.key().period().endInstant();
        Instant settled = (end.isAfter(value.firstRecordedAt()) ? end : value.firstRecordedAt()).plus(SETTLES_AFTER);
        if (now.isBefore(settled)) {
            return PROVISIONAL;
        }
        return value.recordedAt().isAfter(settled) ? REVISED : FINAL;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
