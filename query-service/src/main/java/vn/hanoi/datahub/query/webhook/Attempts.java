package vn.hanoi.datahub.query.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How sending to a subscriber goes: after each failure it waits twice as long, up to ten minutes; after a day without
 * success it is given up.
 *
 * @param failures since the last success
 * @param firstFailure of those
 * @param nextAt not before then it is tried again
 * @param lastError what the last failure was
 * @param deliveredAt when something was taken last
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

    /** @param first how long it waits after the first failure */
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
