package vn.hanoi.datahub.schemas.trace;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a change, for those who look how long it took. It is no part of what is counted: a restart may lose
 * it.
 *
 * @param acceptedAt when the oldest of the events behind it was accepted, in milliseconds since 1970 UTC
 * @param trace the place of the newest sampled one in its trace; null where none is in a trace
 */
public record Origin(long acceptedAt, @Nullable String trace) {

    private static final String ACCEPTED_AT = "hub_acceptedat";

    /** Of an event, from its record. */
    public static Origin ofEvent(long acceptedAt, Headers headers) {
        return new Origin(acceptedAt, TraceHeader.find(headers));
    }

    /** As {@link #headers(Origin)} wrote it; null where nothing was, or what does not look like it. */
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

    /** Of both. */
    public static Origin merge(Origin before, Origin next) {
        return new Origin(Math.min(before.acceptedAt, next.acceptedAt), next.trace == null ? before.trace : next.trace);
    }

    /** Headers that carry it; empty ones for null, which is what comes with time alone. */
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
