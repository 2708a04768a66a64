package vn.hanoi.datahub.ingest.admission;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** Reads events in the CloudEvents 1.0 JSON format. */
public final class EventJson {

    /**
     * Accepts text of any length, because the size of the body is already limited. A text that is too long for its
     * field is refused with its event, without affecting the other events of the batch.
     */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(1_000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // a double would already have lost digits
            .build();

    private static final ObjectReader ONE_OF_MANY =
            JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The attributes that every event must have. */
    private static final Set<String> CORE = Set.of("specversion", "id", "source", "type", "subject", "time");

    /** Property for data as Base64-encoded JSON (CloudEvents JSON format 1.0, 3.1.1). */
    private static final String BASE64 = "data_base64";

    private EventJson() {}

    /** Returns whether a body begins like a JSON array. */
    public static boolean isList(byte[] body) {
        for (byte each : body) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return each == '[';
            }
        }
        return false;
    }

    /** Reads one event whose attributes and data are in the body. */
    public static Submission structured(byte[] body) {
        return submission(parse(body));
    }

    /**
     * Reads a JSON array of events. Reading stops at the first event beyond the maximum, before a huge list is in
     * memory.
     *
     * @param most maximum number of events
     */
    public static List<Submission> batch(byte[] body, int most) {
        List<Submission> submissions = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("batch.array"));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (submissions.size() == most) {
                    throw new UnreadableException(RefusalReason.TOO_LARGE, Detail.of("batch.size", most));
                }
                JsonNode event = ONE_OF_MANY.readTree(parser);
                submissions.add(submission(event));
            }
            if (parser.nextToken() != null) {
                throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("batch.array"));
            }
            return submissions;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** Converts one event that has already been parsed as JSON. */
    public static Submission submission(JsonNode event) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : event.properties()) {
            if (!property.getKey().equals("data")
                    && !property.getKey().equals(BASE64)
                    && !property.getValue().isNull()) {
                attributes.put(property.getKey(), text(property.getKey(), property.getValue()));
            }
        }
        if (!event.hasNonNull(BASE64)) {
            return new Submission(attributes, event.get("data"));
        }
        try {
            if (event.has("data")) {
                throw new IllegalArgumentException("data twice");
            }
            byte[] data = Base64.getDecoder().decode(event.get(BASE64).asString(""));
            return new Submission(attributes, parse(data));
        } catch (IllegalArgumentException | UnreadableException e) {
            return new Submission(
                    attributes,
                    null,
                    List.of(new Refused(RefusalReason.SCHEMA_VIOLATION, Detail.of("data.base64"), "/data")));
        }
    }

    /**
     * Returns an attribute as text. Attributes are strings; {@code dataversion} is an integer. Any other value becomes
     * empty or stays as it was written, so that the admission policy refuses it.
     */
    private static String text(String name, JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return CORE.contains(name) ? "" : value.toString();
    }

    /**
     * Parses a body as JSON.
     *
     * @throws UnreadableException when it is empty or not JSON, has a property twice, or continues after its end
     */
    public static JsonNode parse(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read == null || read.isMissingNode()) {
                throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.empty"));
            }
            return read;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableException unreadable(JacksonException e) {
        TokenStreamLocation at = e.getLocation(); // null if not even the encoding could be determined
        return new UnreadableException(
                RefusalReason.MALFORMED,
                Detail.of("body.json", at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
    }
}
