package vn.hanoi.datahub.query.view;

import java.time.Duration;
import java.time.Instant;
import vn.hanoi.datahub.domain.Worded;

/** How settled a value is at the time it is read. */
public enum ValueStatus implements Worded {
    /** The period is still running, or ended recently and late reports are still expected. */
    PROVISIONAL,
    /** Settled. */
    FINAL,
    /** Changed after it was final. */
    REVISED,
    /** Includes a share of a divided former unit. */
    ESTIMATED,
    /** No events count. */
    MISSING;

    /** How long after the end of the period, or after the first value if that came later, a value becomes final. */
    private static final Duration SETTLES_AFTER = Duration.ofDays(5);

    public static ValueStatus of(Value value, Instant now) {
        return of(value, value.key().period().endInstant(), now);
    }

    /**
     * Returns the status of a value of a span of days.
     *
     * @param end when the span ends
     */
    public static ValueStatus of(Value value, Instant end, Instant now) {
        if (value.events() == 0) {
            return MISSING;
        }
        if (value.estimated()) {
            return ESTIMATED;
        }
        Instant settled = (end.isAfter(value.firstRecordedAt()) ? end : value.firstRecordedAt()).plus(SETTLES_AFTER);
        if (now.isBefore(settled)) {
            return PROVISIONAL;
        }
        return value.recordedAt().isAfter(settled) ? REVISED : FINAL;
    }
}
