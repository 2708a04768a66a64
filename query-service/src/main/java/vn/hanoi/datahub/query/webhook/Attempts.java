package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of sending to a subscriber. After each failure the delay doubles, up to ten minutes. After the configured
 * time without success (a day by default), the subscriber is given up.
 *
 * @param failures consecutive failures since the last success
 * @param firstFailure when the first of them occurred
 * @param nextAt time before which there is no further attempt
 * @param lastError what the last failure was
 * @param deliveredAt when the subscriber last accepted something
 */
record Attempts(
        int failures,
        @Nullable Instant firstFailure,
        Instant nextAt,
        @Nullable String lastError,
        @Nullable Instant deliveredAt) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 20;

    static Attempts none() {
        return new Attempts(0, null, Instant.MIN, null, null);
    }

    Attempts delivered(Instant now) {
        return new Attempts(0, null, Instant.MIN, null, now);
    }

    /** @param first delay after the first failure */
    Attempts failed(String error, Duration first, Instant now) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Attempts(
                failures + 1,
                firstFailure == null ? now : firstFailure,
                now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST),
                error,
                deliveredAt);
    }

    boolean isHopeless(Duration giveUpAfter, Instant now) {
        return firstFailure != null && !firstFailure.plus(giveUpAfter).isAfter(now);
    }
}
