package vn.hanoi.datahub.schemas.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The place of a record in a trace (W3C Trace Context, {@code traceparent}): an event's from the request that brought
 * it, a value's from the newest sampled one of the events that changed it. Only what is sampled is carried on. It is no
 * part of what is counted: a restart may lose it.
 */
public final class TraceHeader {

    /** The header's name, in HTTP as in Kafka. */
    public static final String NAME = "traceparent";

    private static final Pattern SAMPLED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f][13579bdf]");

    private TraceHeader() {}

    /** The place; null where there is none, or one that is not sampled. */
    public static @Nullable String find(Headers headers) {
        Header header = headers.lastHeader(NAME);
        if (header == null || header.value() == null) {
            return null;
        }
        String place = new String(header.value(), StandardCharsets.US_ASCII);
        return SAMPLED.matcher(place).matches() ? place : null;
    }

    /** Sets the place. */
    public static void put(Headers headers, String place) {
        headers.remove(NAME).add(NAME, place.getBytes(StandardCharsets.US_ASCII));
    }
}
