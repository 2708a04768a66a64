package vn.hanoi.datahub.edge.problem;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * JSON request bodies are read strictly: what nothing reads is refused, never passed over, and the answer names the
 * member at fault. It never quotes what was sent: a body may hold a key.
 */
public final class UnreadableBody {

    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    private static final int LONGEST_NAME = 100;

    private UnreadableBody() {}

    /** Makes a mapper refuse unknown and repeated members, and numbers where a text is expected. */
    public static void readStrictly(JsonMapper.Builder mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> NO_TEXT.forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)));
    }

    /** Describes why a body could not be read. */
    static String detail(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return unknown(unknown);
        }
        if (cause instanceof MismatchedInputException other) {
            return "'" + member(other) + "' must be " + expected(other.getTargetType());
        }
        if (cause instanceof InputCoercionException large) {
            return "'" + member(large) + "' must be a smaller number";
        }
        if (cause instanceof StreamReadException broken) {
            TokenStreamLocation at = broken.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            return broken.getOriginalMessage().startsWith("Duplicate")
                    ? "a member appears twice" + where
                    : "the body is not valid JSON" + where;
        }
        return "the body is missing, or is not valid JSON";
    }

    private static String unknown(UnrecognizedPropertyException e) {
        Collection<String> known = new TreeSet<>();
        Collection<Object> ids = e.getKnownPropertyIds();
        if (ids != null) {
            ids.forEach(id -> known.add(id.toString()));
        }
        String name = e.getPropertyName();
        return "there is no member '" + shortly(name) + "' here" + Nearest.advice(name, known) + "; members are "
                + String.join(", ", known);
    }

    private static String member(JacksonException e) {
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? Integer.toString(step.getIndex())
                        : shortly(step.getPropertyName()))
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the body" : path;
    }

    private static String shortly(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Instant.class) {
            return "a moment such as \"2025-09-01T09:00:00+07:00\", in the years 1900 to 2999";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type)
                ? "a list"
                : type == Map.class || type.isRecord() ? "an object" : "of another kind";
    }
}
