package vn.hanoi.datahub.ingest.ngsi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.ingest.file.Decimals;

/**
 * An entity as a context broker sends it, in the normalized, concise or simplified form (ETSI GS CIM 009 V1.8.1, 4.5):
 * attribute by name, each as text. Of a name that is an IRI the last part counts.
 *
 * @param type its type; of an IRI the last part
 * @param cells the attributes' values, of texts in several languages the Vietnamese one; an attribute's own
 *     {@code unitCode} and {@code observedAt} beside it as {@code <name>.unitCode}; further instances as
 *     {@code <name>@<datasetId>}; of a point its longitude and latitude
 */
record Entity(String id, String type, Map<String, String> cells) {

    /** What stands in a notification for a value that was taken away (4.5.0). */
    private static final String NULL = "urn:ngsi-ld:null";

    static Entity of(JsonNode json) {
        Map<String, String> cells = new LinkedHashMap<>();
        json.properties().forEach(attribute -> put(cells, afterLast(attribute.getKey(), '/'), attribute.getValue()));
        return new Entity(cells.getOrDefault("id", ""), afterLast(cells.getOrDefault("type", ""), '/'), cells);
    }

    private static void put(Map<String, String> cells, String name, JsonNode attribute) {
        if (attribute.isArray() && attribute.path(0).isObject()) {
            putAll(cells, name, attribute);
        } else if (!attribute.has("deletedAt")) {
            putOne(cells, name, attribute);
        }
    }

    /**
     * Instances of one attribute (4.5.5): the one without a datasetId is the value, the others stand beside it by
     * theirs. An only one is the value, too.
     */
    private static void putAll(Map<String, String> cells, String name, JsonNode instances) {
        instances.forEach(instance -> {
            String dataset = instance.path("datasetId").asString("");
            boolean isValue = dataset.isEmpty() || instances.size() == 1;
            put(cells, isValue ? name : name + "@" + dataset, instance);
        });
    }

    private static void putOne(Map<String, String> cells, String name, JsonNode attribute) {
        JsonNode value = value(attribute);
        if (value.has("coordinates") && value.path("coordinates").size() >= 2) {
            cells.put("longitude", text(value.path("coordinates").path(0)));
            cells.put("latitude", text(value.path("coordinates").path(1)));
        } else if (value.isValueNode() && !value.isNull() && !text(value).equals(NULL)) {
            cells.put(name, text(value));
        }
        for (String more : List.of("unitCode", "observedAt")) {
            if (attribute.path(more).isString()) {
                cells.put(name + "." + more, attribute.path(more).asString());
            }
        }
    }

    private static JsonNode value(JsonNode attribute) {
        for (String holder : new String[] {"value", "object", "@value"}) {
            if (attribute.has(holder)) {
                return value(attribute.get(holder));
            }
        }
        JsonNode texts = attribute.path("languageMap");
        return texts.isObject() && !texts.isEmpty()
                ? value(texts.path("vi").isMissingNode() ? texts.iterator().next() : texts.path("vi"))
                : attribute;
    }

    /** Whether a broker tells that there is no such entity any more: what it observed stays true. */
    boolean isDeleted() {
        return !cell("deletedAt").isEmpty();
    }

    private static String text(JsonNode value) {
        return value.asString("");
    }

    /** A value, or empty text. */
    String cell(String name) {
        return cells.getOrDefault(name, "");
    }

    /** The first of these that has a value; else the last part of the entity's id. */
    String named(String... names) {
        for (String name : names) {
            if (!cell(name).isEmpty()) {
                return afterLast(cell(name), ':');
            }
        }
        return afterLast(id, ':');
    }

    /**
     * An amount in µg/m³: as its unit code says (UN/CEFACT: GQ is µg/m³, GP mg/m³), which is µg/m³ where none stands.
     * Of another unit the text names it, so that the door refuses what is no number.
     */
    String microgramsPerCubicMetre(String name) {
        String unit = cell(name + ".unitCode");
        String text = cell(name);
        return switch (unit) {
            case "", "GQ" -> text;
            case "GP" ->
                Decimals.POINT
                        .read(text)
                        .map(number -> number.movePointRight(3).toPlainString())
                        .orElse(text);
            default -> text + " " + unit;
        };
    }

    private static String afterLast(String text, char mark) {
        return text.substring(text.lastIndexOf(mark) + 1);
    }
}
