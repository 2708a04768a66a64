package vn.hanoi.datahub.ingest.ngsi;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.ingest.file.Decimals;

/**
 * An entity as a context broker sends it, in the normalized, concise or simplified form (ETSI GS CIM 009 V1.8.1, 4.5):
 * its attributes by name, each as text. If a name is an IRI of the data models, its last part is used.
 *
 * @param type its type; for a supported one, the name without its namespace; if there are several, the first supported
 * @param cells the values of the attributes; for text in several languages, the Vietnamese one; for a point, its
 *     longitude and latitude. An attribute's own {@code unitCode}, {@code unitText} and {@code observedAt} are stored
 *     as {@code <name>.unitCode} and so on, further instances as {@code <name>@<datasetId>}, and what is no single
 *     value as {@code <name>.unread}
 */
record Entity(String id, String type, Map<String, String> cells) {

    /** Represents a value in a notification that has been removed (4.5.0). */
    private static final String NULL = "urn:ngsi-ld:null";

    private static final String UNREAD = ".unread";
    private static final BigDecimal THOUSAND = new BigDecimal("1E3"); // keeps 1.2 mg/m³ at 1200, not 1200.0

    /** How many µg/m³ one of a unit is, by its code (UN/CEFACT Recommendation 20) or its sign. */
    static final Map<String, BigDecimal> MICROGRAMS = Map.of(
            "", BigDecimal.ONE,
            "GQ", BigDecimal.ONE,
            "µg/m³", BigDecimal.ONE,
            "ug/m3", BigDecimal.ONE,
            "GP", THOUSAND,
            "mg/m³", THOUSAND,
            "mg/m3", THOUSAND);

    static final Map<String, BigDecimal> KILOMETRES_AN_HOUR = Map.of(
            "", BigDecimal.ONE,
            "KMH", BigDecimal.ONE,
            "km/h", BigDecimal.ONE,
            "MTS", new BigDecimal("3.6"),
            "m/s", new BigDecimal("3.6"),
            "HM", new BigDecimal("1.609344"),
            "KNT", new BigDecimal("1.852"));

    /** A number of things; {@code C62} and {@code E49} are "one" and "vehicle". */
    static final Map<String, BigDecimal> COUNT =
            Map.of("", BigDecimal.ONE, "C62", BigDecimal.ONE, "E49", BigDecimal.ONE);

    static Entity of(JsonNode json) {
        Map<String, String> cells = new LinkedHashMap<>();
        json.properties()
                .forEach(attribute -> put(cells, DataModel.attribute(attribute.getKey()), attribute.getValue()));
        return new Entity(cells.getOrDefault("id", ""), type(json.path("type")), cells);
    }

    /** Returns the first type with a data model, or else the first one: an entity may have several types (4.16). */
    private static String type(JsonNode types) {
        List<String> names = (types.isArray() ? types.valueStream() : Stream.of(types))
                .map(Entity::text)
                .toList();
        return names.stream()
                .flatMap(name -> DataModel.of(name).stream())
                .map(DataModel::entityType)
                .findFirst()
                .orElse(names.isEmpty() ? "" : names.get(0));
    }

    private static void put(Map<String, String> cells, String name, JsonNode attribute) {
        if (attribute.isArray() && attribute.path(0).isObject()) {
            putAll(cells, name, attribute);
        } else if (!attribute.has("deletedAt")) {
            putOne(cells, name, attribute);
        }
    }

    /**
     * Stores the instances of one attribute (4.5.5). The instance without a datasetId is the value, and so is a single
     * instance; the others are stored under their datasetId.
     */
    private static void putAll(Map<String, String> cells, String name, JsonNode instances) {
        instances.forEach(instance -> {
            String dataset = instance.path("datasetId").asString("");
            boolean isValue = dataset.isEmpty() || instances.size() == 1;
            put(cells, isValue ? name : name + "@" + dataset, instance);
        });
        if (instances.valueStream().allMatch(instance -> instance.has("datasetId")) && instances.size() > 1) {
            cells.put(name + UNREAD, instances.toString()); // which of them is the value nobody can say
        }
    }

    private static void putOne(Map<String, String> cells, String name, JsonNode attribute) {
        JsonNode value = value(attribute);
        if (value.has("coordinates") && value.path("coordinates").size() >= 2) {
            putPoint(cells, name, value.path("coordinates"));
        } else if (value.isValueNode() && !value.isNull() && !text(value).equals(NULL)) {
            cells.put(name, text(value));
        } else if (value.isContainer()) {
            cells.put(name + UNREAD, value.toString());
        }
        for (String more : List.of("unitCode", "unitText", "observedAt")) {
            JsonNode own = attribute.path(more).isMissingNode()
                    ? attribute.path("metadata").path(more) // as brokers of NGSI v2 write it
                    : attribute.path(more);
            if (!own.isMissingNode() && !own.isNull()) {
                cells.put(name + "." + more, value(own).isValueNode() ? text(value(own)) : own.toString());
            }
        }
    }

    /** Stores a point. An entity may have others beside its location, such as the area that it observes. */
    private static void putPoint(Map<String, String> cells, String name, JsonNode coordinates) {
        if (coordinates.path(0).isValueNode() && (name.equals("location") || !cells.containsKey("latitude"))) {
            cells.put("longitude", text(coordinates.path(0)));
            cells.put("latitude", text(coordinates.path(1)));
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

    /** Returns whether the broker reports the entity as deleted; what it observed before remains valid. */
    boolean isDeleted() {
        return !cell("deletedAt").isEmpty();
    }

    private static String text(JsonNode value) {
        return value.asString("");
    }

    /** Returns a value, or an empty string. */
    String cell(String name) {
        return cells.getOrDefault(name, "");
    }

    /** Returns the last part of the first of these values that is not empty, or else of the entity's id. */
    String named(String... names) {
        for (String name : names) {
            if (!cell(name).isEmpty()) {
                return afterColon(cell(name));
            }
        }
        return afterColon(id);
    }

    /** Returns the name by which an entity has an attribute of the data model: earlier editions wrote {@code NO2}. */
    Optional<String> written(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .filter(each -> cells.containsKey(each) || cells.containsKey(each + UNREAD))
                .findFirst();
    }

    /**
     * Returns an amount, converted according to its unit. An unknown unit, or what is no single value, becomes part of
     * the text, which admission then refuses because it is not a number.
     *
     * @param units by what an amount in each known unit is multiplied; {@code ""} for one without a unit
     */
    String amount(String name, Map<String, BigDecimal> units) {
        String text = cells.getOrDefault(name, cell(name + UNREAD));
        String unit = cells.getOrDefault(name + ".unitCode", cell(name + ".unitText"));
        BigDecimal times = units.get(unit);
        if (times == null) {
            return text + " unit " + unit;
        }
        return times.equals(BigDecimal.ONE)
                ? text
                : Decimals.POINT
                        .read(text)
                        .map(number -> number.multiply(times).toPlainString())
                        .orElse(text);
    }

    private static String afterColon(String text) {
        return text.substring(text.lastIndexOf(':') + 1);
    }
}
