package vn.hanoi.datahub.domain.agency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;

/**
 * A quarantine in force: an operator's decision not to admit certain events for now.
 *
 * @param agency code of the agency whose events it covers
 * @param type event type it covers; null for all
 * @param subject subject it covers, including all subjects below it: {@code S1} covers {@code S1/PM25}; null for all
 * @param from start of the event times it covers, inclusive; null for no lower bound
 * @param to end of the event times it covers, exclusive; null for no upper bound
 * @param why reason, reported to the agency
 */
public record ActiveQuarantine(
        String id,
        String agency,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        String why) {

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
