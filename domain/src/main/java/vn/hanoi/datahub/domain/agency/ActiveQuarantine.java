package vn.hanoi.datahub.domain.agency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;

/**
 * A quarantine in force: an operator's word that certain events are not let in for now.
 *
 * @param agency whose events
 * @param type of which event type; null for all
 * @param subject of which subject, or of all subjects below it: {@code S1} covers {@code S1/PM25}; null for all
 * @param from event times from then on; null for no beginning
 * @param to event times before then; null for no end
 * @param why for the agency, which is told
 */
public record ActiveQuarantine(
        String id,
        String agency,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        String why) {

    /** Whether it keeps this event out. */
    public boolean covers(Event event) {
        return agency.equals(event.agency())
                && (type == null || type.equals(event.type()))
                && (subject == null
                        || subject.equals(event.subject())
                        || event.subject().startsWith(subject + "/"))
                && (from == null || !event.time().isBefore(from))
                && (to == null || event.time().isBefore(to));
    }
}
