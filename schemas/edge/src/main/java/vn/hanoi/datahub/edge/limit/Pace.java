package vn.hanoi.datahub.edge.limit;

import java.time.Duration;

/**
 * The slowest pace at which bytes are to pass.
 *
 * @param patience time before the pace is looked at
 */
record Pace(Duration patience, long bytesPerSecond) {

    private static final double SECOND = 1e9;

    /** @param waited nanoseconds spent waiting for the other side */
    boolean isMissed(long waited, long bytes) {
        return waited > patience.toNanos() && bytes < waited / SECOND * bytesPerSecond;
    }
}
