package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One accepted event: the whole state of its subject at one time (CloudEvents 1.0 attributes, with the contract's
 * names).
 *
 * @param type event type without prefix, e.g. {@code air-observation}
 * @param source {@code urn:hanoi:agency:<agency code>[:<system>]}
 * @param id unique per source
 * @param time event time; for an observation, the end of its averaging interval
 * @param dataVersion orders events with the same {@code time}; 0 when the agency sent none
 * @param data null only for a retraction sent without data
 */
public record Event(
        String type,
        String source,
        String subject,
        String id,
        Instant time,
        long dataVersion,
        Operation operation,
        @Nullable Facts data) {

    private static final Pattern SOURCE =
            Pattern.compile("urn:hanoi:agency:([A-Za-z0-9._-]{1,64})(?::[A-Za-z0-9._:-]{1,128})?");

    /** Returns the agency code in a source; null when the source does not have the form that the contract requires. */
    public static @Nullable String agencyOf(String source) {
        Matcher matcher = SOURCE.matcher(source);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /**
     * Returns the code of the agency that sent the event.
     *
     * @throws IllegalStateException when the source does not have the form that the contract requires
     */
    public String agency() {
        String agency = agencyOf(source);
        if (agency == null) {
            throw new IllegalStateException("source " + source + " names no agency");
        }
        return agency;
    }
}
