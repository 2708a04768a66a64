package vn.hanoi.datahub.domain.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reasons for refusing an event: one closed list, with the same words in HTTP responses, dead letters, metric tags and
 * on the dashboard. Extended only by a decision record.
 */
public enum RefusalReason {
    /** Not JSON, not a CloudEvent, or an attribute is missing or malformed. */
    MALFORMED,
    /** The catalogue has no event type with this name. */
    UNKNOWN_TYPE,
    /** A field is missing, has the wrong type, or has a value that is not one of its symbols. */
    SCHEMA_VIOLATION,
    /** The type does not declare this field: unknown fields are refused, never stored. */
    UNKNOWN_FIELD,
    /** A number is outside the bounds that its type declares. */
    OUT_OF_RANGE,
    /** No unit has ever had this area code. */
    UNKNOWN_AREA,
    /** The area code exists, but was not in force at the event's time. */
    AREA_NOT_IN_FORCE,
    /** The event's time, or what it says has happened, is in the future. */
    FUTURE_TIME,
    /** The event's time is before the bound that its type declares. */
    TOO_OLD,
    /** The agency may not publish this type, or the event names another agency. */
    NOT_YOUR_TYPE,
    /** The agency may not publish for this area. */
    NOT_YOUR_AREA,
    /** A text looks like a phone number, identity number, vehicle plate or e-mail address. */
    PERSONAL_DATA,
    /** This source has already used the id for this subject, with another payload. */
    ID_REUSED,
    /** The event or the batch exceeds the size limit. */
    TOO_LARGE,
    /** An operator has quarantined the events of this agency or sensor. */
    QUARANTINED;

    private static final Map<String, RefusalReason> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RefusalReason::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public static Optional<RefusalReason> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Returns a sentence saying that a word is not a reason, and which words are. */
    public static String unknown(String word) {
        return "'" + word + "' is not a refusal reason; the reasons are "
                + Arrays.stream(values()).map(RefusalReason::word).collect(Collectors.joining(", "));
    }

    /** Returns the stable word: {@code unknown-area}. */
    public String word() {
        return word;
    }

    /** Returns whether the agency has no right to publish the event, so that its refusal counts as a denied access. */
    public boolean isOfRights() {
        return this == NOT_YOUR_TYPE || this == NOT_YOUR_AREA;
    }
}
