package vn.hanoi.datahub.domain.agency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;

/** How a report about a period stands. */
public enum Timeliness implements Worded {
    /** Delivered no later than it was due. */
    ON_TIME,
    /** Delivered after it was due. */
    LATE,
    /** Not delivered, and not due yet. */
    DUE,
    /** Not delivered, although it was due. */
    OVERDUE;

    /**
     * Returns how a report stands at a moment.
     *
     * @param deliveredAt when the log first accepted something about the period; null if it has not
     */
    public static Timeliness of(@Nullable Instant deliveredAt, Instant due, Instant now) {
        return deliveredAt == null ? now.isAfter(due) ? OVERDUE : DUE : deliveredAt.isAfter(due) ? LATE : ON_TIME;
    }
}
