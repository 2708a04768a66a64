package vn.hanoi.datahub.ingest.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;

/** Reads the binary mode of the CloudEvents 1.0 HTTP binding: attributes in headers, only the data in the body. */
final class EventHeader {

    private static final String PREFIX = "ce-";

    /** What the binding for Kafka writes instead; over HTTP, an attribute after it would not be read. */
    private static final String PREFIX_OF_KAFKA = "ce_";

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;
    private static final int HEX = 16;

    private EventHeader() {}

    /** Returns whether a request has its attributes in headers. */
    static boolean isIn(HttpHeaders headers) {
        return headers.headerNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith(PREFIX) || name.startsWith(PREFIX_OF_KAFKA));
    }

    /**
     * Reads an event with its attributes in {@code ce-} headers and its data in the body. An empty body means no data.
     */
    static Submission binary(HttpHeaders headers, byte[] body) {
        Map<String, String> attributes = new HashMap<>();
        List<Refused> problems = new ArrayList<>(0);
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX_OF_KAFKA)) {
                String attribute = lower.substring(PREFIX_OF_KAFKA.length());
                problems.add(new Refused(
                        RefusalReason.MALFORMED,
                        Detail.of("header.underscore", lower, PREFIX + attribute),
                        "/" + attribute));
            } else if (lower.startsWith(PREFIX) && !values.isEmpty()) {
                String attribute = lower.substring(PREFIX.length());
                try {
                    attributes.put(attribute, decoded(values));
                } catch (UndecodableException e) {
                    problems.add(new Refused(
                            RefusalReason.MALFORMED,
                            Detail.of(String.valueOf(e.getMessage()), lower),
                            "/" + attribute));
                }
            }
        });
        return new Submission(attributes, body.length == 0 ? null : EventJson.parse(body), problems);
    }

    /** Signals that a header cannot be decoded. The message is the key of the detail that says why. */
    private static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        UndecodableException(String key) {
            super(key, null, false, false);
        }
    }

    /** Decodes the value of a header as CloudEvents specifies (HTTP binding 1.0, 3.1.3.2). */
    private static String decoded(List<String> values) throws UndecodableException {
        String value = values.get(0);
        if (values.size() > 1) {
            throw new UndecodableException("header.twice");
        } else if (value.chars().anyMatch(each -> each < FIRST_PRINTABLE || each > LAST_PRINTABLE)) {
            throw new UndecodableException("header.raw");
        }
        return decoded(value);
    }

    /** Removes the quotation marks of a quoted string (RFC 9110, 5.6.4), then the percent encoding. */
    private static String decoded(String value) throws UndecodableException {
        String plain = value.startsWith("\"") ? unquoted(value) : value;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) != '%') {
                bytes.write(plain.charAt(i));
            } else if (i + 2 < plain.length()
                    && Character.digit(plain.charAt(i + 1), HEX) >= 0
                    && Character.digit(plain.charAt(i + 2), HEX) >= 0) {
                bytes.write(Integer.parseInt(plain, i + 1, i + 3, HEX));
                i += 2;
            } else {
                throw new UndecodableException("header.escape");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableException("header.escape");
        }
    }

    private static String unquoted(String value) throws UndecodableException {
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"') {
                if (i == value.length() - 1) {
                    return plain.toString();
                }
                break;
            } else if (each == '\\' && i + 1 < value.length()) {
                i++;
                each = value.charAt(i);
            }
            plain.append(each);
        }
        throw new UndecodableException("header.escape");
    }
}
