package vn.hanoi.datahub.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Operation;

/**
 * The CloudEvents attributes of an event in the headers of its Kafka record (CloudEvents 1.0, Kafka protocol binding,
 * binary mode).
 */
public final class EventHeaders {

    private static final String PREFIX = "ce_";

    private EventHeaders() {}

    public static Headers of(Event event) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, "specversion", "1.0");
        put(headers, "type", EventType.PREFIX + event.type());
        put(headers, "source", event.source());
        put(headers, "subject", event.subject());
        put(headers, "id", event.id());
        put(headers, "time", event.time().toString());
        if (event.dataVersion() != 0) {
            put(headers, "dataversion", Long.toString(event.dataVersion()));
        }
        if (event.operation() != Operation.UPSERT) {
            put(headers, "operation", event.operation().word());
        }
        headers.add("content-type", "application/avro".getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    /**
     * Restores the event.
     *
     * @throws IllegalArgumentException when an attribute is missing or malformed
     */
    public static Event event(Headers headers, @Nullable Facts data) {
        String type = get(headers, "type");
        String source = get(headers, "source");
        if (!type.startsWith(EventType.PREFIX) || Event.agencyOf(source) == null) {
            throw new IllegalArgumentException("type " + type + " or source " + source + " is not one of the hub's");
        }
        try {
            String version = find(headers, "dataversion");
            String operation = find(headers, "operation");
            return new Event(
                    type.substring(EventType.PREFIX.length()),
                    source,
                    get(headers, "subject"),
                    get(headers, "id"),
                    instant(get(headers, "time")),
                    version == null ? 0 : Long.parseLong(version),
                    operation == null
                            ? Operation.UPSERT
                            : Operation.find(operation)
                                    .orElseThrow(() -> new IllegalArgumentException("unknown operation " + operation)),
                    data);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("a header is malformed: " + e.getMessage(), e);
        }
    }

    /** Returns the agency that the headers name; null where they name none. */
    public static @Nullable String agency(Headers headers) {
        String source = find(headers, "source");
        return source == null ? null : Event.agencyOf(source);
    }

    /** Returns the event time in the headers, to the millisecond; null where it is missing or malformed. */
    public static @Nullable Instant time(Headers headers) {
        String time = find(headers, "time");
        try {
            return time == null ? null : instant(time).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException notOurs) {
            return null;
        }
    }

    /**
     * The header that keeps a re-driven event's first offset in its partition, so that the event is not ordered after
     * its own correction.
     */
    public static final String FIRST_OFFSET = "hub_first_offset";

    /**
     * Returns the offset at which an event first entered the log; that of the record where no valid header says
     * otherwise.
     */
    public static long firstOffset(Headers headers, long offset) {
        Header header = headers.lastHeader(FIRST_OFFSET);
        if (header == null || header.value() == null) {
            return offset;
        }
        try {
            long first = Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
            return first >= 0 && first < offset ? first : offset;
        } catch (NumberFormatException notOurs) {
            return offset;
        }
    }

    /** The header that names the file in which an event was sent, and its line there: {@code <job>/<line>}. */
    private static final String FILE_LINE = "hub_file_line";

    /**
     * The position of an event in a file.
     *
     * @param job id of the file
     */
    public record FileLine(String job, long line) {}

    public static void put(Headers headers, FileLine at) {
        headers.add(FILE_LINE, (at.job() + "/" + at.line()).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the position of an event in a file; empty where it was not sent in one. */
    public static Optional<FileLine> fileLine(Headers headers) {
        Header header = headers.lastHeader(FILE_LINE);
        String text =
                header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        int slash = text.lastIndexOf('/');
        try {
            return slash < 1
                    ? Optional.empty()
                    : Optional.of(new FileLine(text.substring(0, slash), Long.parseLong(text.substring(slash + 1))));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    private static Instant instant(String time) {
        return time.endsWith("Z")
                ? Instant.parse(time)
                : OffsetDateTime.parse(time).toInstant();
    }

    private static void put(Headers headers, String attribute, String value) {
        headers.add(PREFIX + attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String get(Headers headers, String attribute) {
        String value = find(headers, attribute);
        if (value == null) {
            throw new IllegalArgumentException("header " + PREFIX + attribute + " is missing");
        }
        return value;
    }

    private static @Nullable String find(Headers headers, String attribute) {
        Header header = headers.lastHeader(PREFIX + attribute);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
