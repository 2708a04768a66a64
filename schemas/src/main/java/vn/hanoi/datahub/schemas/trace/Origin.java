package vn.hanoi.datahub.schemas.trace;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What caused a change, for measuring how long it took. It is not part of what is counted: a restart may lose it.
 *
 * @param acceptedAt when the oldest of the events behind the change was accepted, in milliseconds since 1970 UTC
 * @param trace trace context of the newest sampled event behind it; null where none is in a trace
 */
public record Origin(long acceptedAt, @Nullable String trace) {

    private static final String ACCEPTED_AT = "hub_acceptedat";

    /** Returns the origin of an event, from its record. */
    public static Origin ofEvent(long acceptedAt, Headers headers) {
        return new Origin(acceptedAt, TraceHeader.find(headers));
    }

    /** Returns the origin written by {@link #headers(Origin)}; null where there is none, or where it is malformed. */
    public static @Nullable Origin find(Headers headers) {
        Header accepted = headers.lastHeader(ACCEPTED_AT);
        if (accepted == null || accepted.value() == null) {
            return null;
        }
        try {
            long at = Long.parseLong(new String(accepted.value(), StandardCharsets.US_ASCII));
            return new Origin(at, TraceHeader.find(headers));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns the origin of two changes taken together. */
    public static Origin merge(Origin before, Origin next) {
        return new Origin(Math.min(before.acceptedAt, next.acceptedAt), next.trace == null ? before.trace : next.trace);
    }

    /** Returns headers that carry the origin; empty ones for null, which stands for a change that time alone causes. */
    public static Headers headers(@Nullable Origin origin) {
        RecordHeaders headers = new RecordHeaders();
        if (origin != null) {
            headers.add(ACCEPTED_AT, Long.toString(origin.acceptedAt).getBytes(StandardCharsets.US_ASCII));
            if (origin.trace != null) {
                TraceHeader.put(headers, origin.trace);
            }
        }
        return headers;
    }
}
