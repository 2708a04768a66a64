package vn.hanoi.datahub.ingest.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.ingest.admission.Detail;
import vn.hanoi.datahub.ingest.admission.Submission;

/** Reads the three forms of the CloudEvents 1.0 HTTP binding: structured, batched, binary. */
final class EventParser {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The attributes no event is without. */
    private static final Set<String> CORE = Set.of("specversion", "id", "source", "type", "subject", "time");

    private EventParser() {}

    /** One event, attributes and data in the body. */
    static Submission structured(byte[] body) {
        return submission(parse(body));
    }

    /** Many events in a JSON array. */
    static List<Submission> batch(byte[] body) {
        JsonNode array = parse(body);
        if (!array.isArray()) {
            throw new RefusedRequestException(RefusalReason.MALFORMED, Detail.of("batch.array"));
        }
        List<Submission> submissions = new ArrayList<>(array.size());
        array.forEach(event -> submissions.add(submission(event)));
        return submissions;
    }

    /** Attributes in {@code ce-} headers, data alone in the body. */
    static Submission binary(HttpHeaders headers, byte[] body) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-") && !values.isEmpty()) {
                attributes.put(lower.substring(3), percentDecoded(values.get(0)));
            }
        });
        return new Submission(attributes, body.length == 0 ? null : parse(body));
    }

    private static Submission submission(JsonNode event) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : event.properties()) {
            if (!property.getKey().equals("data") && !property.getValue().isNull()) {
                attributes.put(property.getKey(), text(property.getKey(), property.getValue()));
            }
        }
        return new Submission(attributes, event.get("data"));
    }

    /** Attributes are strings; {@code dataversion} is an integer. What is neither is left empty or as it was written, for the door to refuse. */
    private static String text(String name, JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return CORE.contains(name) ? "" : value.toString();
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read == null || read.isMissingNode()) {
                throw new RefusedRequestException(RefusalReason.MALFORMED, Detail.of("body.empty"));
            }
            return read;
        } catch (JacksonException e) {
            throw new RefusedRequestException(
                    RefusalReason.MALFORMED,
                    Detail.of(
                            "body.json",
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr()));
        }
    }

    /** Header values carry what is not printable ASCII percent-encoded (CloudEvents HTTP binding, 3.1.3.2). */
    private static String percentDecoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : java.net.URLDecoder.decode(value.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
