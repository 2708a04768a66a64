package vn.hanoi.datahub.domain.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an event was not taken: one closed list, the same word in HTTP answers, dead letters, metric tags and on the
 * dashboard. Extended only by a decision record.
 */
public enum RefusalReason {
    /** Not JSON, not a CloudEvent, or an attribute is missing or ill-formed. */
    MALFORMED,
    /** No event type of the catalogue has this name. */
    UNKNOWN_TYPE,
    /** A field is missing, of the wrong kind, or not one of its symbols. */
    SCHEMA_VIOLATION,
    /** A field the type does not declare: unknown fields are refused, never stored. */
    UNKNOWN_FIELD,
    /** A number outside the bounds its type declares. */
    OUT_OF_RANGE,
    /** No unit ever bore this area code. */
    UNKNOWN_AREA,
    /** The area code exists, but not at the event's time. */
    AREA_NOT_IN_FORCE,
    /** The event's time lies in the future. */
    FUTURE_TIME,
    /** The event's time lies before the bound its type declares. */
    TOO_OLD,
    /** The agency may not publish this type, or speaks in another agency's name. */
    NOT_YOUR_TYPE,
    /** The agency may not publish for this area. */
    NOT_YOUR_AREA,
    /** Text that looks like a phone number, identity number, plate or e-mail address. */
    PERSONAL_DATA,
    /** The id was used before by this source for this subject, with another payload. */
    ID_REUSED,
    /** The event or the batch is larger than the bound. */
    TOO_LARGE,
    /** An operator holds this agency's or sensor's events back. */
    QUARANTINED;

    public static Optional<RefusalReason> find(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    /** The stable word: {@code unknown-area}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the event is somebody else's to publish, so that its refusal is a refused access. */
    public boolean isOfRights() {
        return this == NOT_YOUR_TYPE || this == NOT_YOUR_AREA;
    }
}
