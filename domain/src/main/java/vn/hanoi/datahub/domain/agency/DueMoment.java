package vn.hanoi.datahub.domain.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The moment at which a report is due, as postponed by the hub's own downtime. Every whole hour of downtime between the
 * period's end and the due moment postpones it by one hour, an extension included. So an agency has as many hours in
 * which it can deliver as the regime gives it. {@link HubActivity#isDown} says what downtime is.
 *
 * @param at the postponed moment; a report accepted at this moment is on time
 * @param postponedHours by how many hours it was postponed: 0 to {@value #MOST_HOURS}
 */
public record DueMoment(Instant at, int postponedHours) {

    /** A hub that is away for longer needs a decision by people: 31 days. */
    static final int MOST_HOURS = 31 * 24;

    /**
     * Returns the due moment, as far as it is known at a given time: hours that have not ended do not postpone it.
     *
     * @param cutOff the end of the period; a full hour
     * @param declared the moment that the regime's deadline sets
     * @param activity when the hub received anything
     */
    public static DueMoment of(Instant cutOff, Instant declared, HubActivity activity, Instant now) {
        Instant due = declared;
        for (Instant hour = cutOff; ; ) {
            Instant end = hour.plus(1, ChronoUnit.HOURS);
            int postponed = (int) Duration.between(declared, due).toHours();
            if (end.isAfter(due) || end.isAfter(now) || postponed == MOST_HOURS) {
                return new DueMoment(due, postponed);
            }
            if (activity.isDown(hour)) {
                due = due.plus(1, ChronoUnit.HOURS);
            }
            hour = end;
        }
    }

    /** Returns whether the due moment has passed; for a deadline long ago, without looking at the hub's activity. */
    public static boolean hasPassed(Instant cutOff, Instant declared, HubActivity activity, Instant now) {
        return now.isAfter(declared.plus(MOST_HOURS, ChronoUnit.HOURS))
                || now.isAfter(of(cutOff, declared, activity, now).at());
    }
}
