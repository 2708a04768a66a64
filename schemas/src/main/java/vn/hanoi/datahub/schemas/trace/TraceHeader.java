package vn.hanoi.datahub.schemas.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Trace context of a record (W3C Trace Context, {@code traceparent}): that of an event comes from the request that sent
 * it, that of a value from the newest sampled event that changed it. Only sampled contexts are propagated. They are not
 * part of what is counted: a restart may lose them.
 */
public final class TraceHeader {

    /** The header's name, in HTTP and in Kafka. */
    public static final String NAME = "traceparent";

    private static final Pattern SAMPLED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f][13579bdf]");

    private TraceHeader() {}

    /** Returns the trace context; null where there is none, or where it is not sampled. */
    public static @Nullable String find(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null) {
            return null;
        }
        String place = new String(header.value(), StandardCharsets.US_ASCII);
        return SAMPLED.matcher(place).matches() ? place : null;
    }

    /** Sets the trace context. */
    public static void put(Headers headers, String place) {
        headers.remove(NAME).add(NAME, place.getBytes(StandardCharsets.US_ASCII));
    }
}
