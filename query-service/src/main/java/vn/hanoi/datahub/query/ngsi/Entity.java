package vn.hanoi.datahub.query.ngsi;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaFacts;

/**
 * Builds an NGSI-LD entity (ETSI GS CIM 009), normalised or simplified to keys and values. Unknown attributes are left
 * out.
 */
final class Entity {

    private static final String CORE = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld";

    /** Members that are not attributes. */
    private static final Set<String> MEMBERS = Set.of("id", "type");

    private final String context;
    private final Map<String, Object> normalised = new LinkedHashMap<>();
    private final Map<String, Object> simplified = new LinkedHashMap<>();

    /** @param context context of the data model, in addition to the core context */
    Entity(String id, String type, String context) {
        this.context = context;
        for (Map<String, Object> form : List.of(normalised, simplified)) {
            form.put("id", id);
            form.put("type", type);
        }
    }

    String id() {
        return String.valueOf(normalised.get("id"));
    }

    Entity with(String name, @Nullable Object value) {
        return with(name, value, Map.of());
    }

    /** @param more additional members of the attribute, such as unitCode and observedAt */
    Entity with(String name, @Nullable Object value, Map<String, Object> more) {
        if (value != null) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("type", "Property");
            property.put("value", value);
            property.putAll(more);
            normalised.put(name, property);
            simplified.put(name, value);
        }
        return this;
    }

    Entity with(String name, Instant moment) {
        normalised.put(
                name, Map.of("type", "Property", "value", Map.of("@type", "DateTime", "@value", moment.toString())));
        simplified.put(name, moment.toString());
        return this;
    }

    Entity at(@Nullable AreaFacts facts) {
        if (facts != null) {
            Map<String, Object> point =
                    Map.of("type", "Point", "coordinates", List.of(facts.longitude(), facts.latitude()));
            normalised.put("location", Map.of("type", "GeoProperty", "value", point));
            simplified.put("location", point);
        }
        return this;
    }

    /** Returns whether the entity has one of the attributes; true if none are given. */
    boolean hasOneOf(Set<String> attributes) {
        return attributes.isEmpty() || attributes.stream().anyMatch(normalised::containsKey);
    }

    /**
     * @param attributes attributes to include; empty for all
     * @param simple keys and values only
     * @param withContext whether the context is included, as in application/ld+json
     */
    Map<String, Object> form(Set<String> attributes, boolean simple, boolean withContext) {
        Map<String, Object> form = new LinkedHashMap<>(simple ? simplified : normalised);
        if (!attributes.isEmpty()) {
            form.keySet().removeIf(name -> !MEMBERS.contains(name) && !attributes.contains(name));
        }
        if (withContext) {
            form.put("@context", List.of(CORE, context));
        }
        return form;
    }
}
