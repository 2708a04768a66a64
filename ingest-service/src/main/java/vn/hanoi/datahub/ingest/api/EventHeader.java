package vn.hanoi.datahub.ingest.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;

/** Reads the binary form of the CloudEvents 1.0 HTTP binding: attributes in headers, data alone in the body. */
final class EventHeader {

    private EventHeader() {}

    /** Attributes in {@code ce-} headers, data in the body; an empty body is no data. */
    static Submission binary(HttpHeaders headers, byte[] body) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-") && !values.isEmpty()) {
                attributes.put(lower.substring(3), percentDecoded(values.get(0)));
            }
        });
        return new Submission(attributes, body.length == 0 ? null : EventJson.parse(body));
    }

    /** Header values carry what is not printable ASCII percent-encoded (CloudEvents HTTP binding, 3.1.3.2). */
    private static String percentDecoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
