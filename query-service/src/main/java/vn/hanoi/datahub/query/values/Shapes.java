package vn.hanoi.datahub.query.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;

/**
 * Where areas lie, as GeoJSON (RFC 7946): the boundary of a unit in force where the operator has given one, else the
 * centre the register knows, else nothing.
 */
final class Shapes {

    static final String GEO_JSON = "application/geo+json";

    private final AreaRegister areas;
    private final Map<String, JsonNode> boundaries;

    private Shapes(AreaRegister areas, Map<String, JsonNode> boundaries) {
        this.areas = areas;
        this.boundaries = boundaries;
    }

    /** Centres alone. */
    public static Shapes of(AreaRegister areas) {
        return new Shapes(areas, Map.of());
    }

    /**
     * @param file a FeatureCollection; each feature's {@code id}, or its property {@code code}, is the code of a unit
     *     in force
     * @throws IllegalArgumentException when the file cannot be read, or says nothing about any unit
     */
    public static Shapes of(AreaRegister areas, Path file) {
        Map<String, JsonNode> boundaries = new HashMap<>();
        try {
            for (JsonNode feature : new JsonMapper().readTree(file.toFile()).path("features")) {
                String code = feature.path("properties")
                        .path("code")
                        .asString(feature.path("id").asString(""));
                if (areas.isKnown(code) && feature.path("geometry").isObject()) {
                    boundaries.put(code, feature.path("geometry"));
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "HUB_BOUNDARIES: " + file + " is not a GeoJSON file: " + e.getOriginalMessage(), e);
        }
        if (boundaries.isEmpty()) {
            throw new IllegalArgumentException("HUB_BOUNDARIES: " + file
                    + " has no feature whose id or property 'code' is the code of an area; /v1/areas lists them");
        }
        return new Shapes(areas, boundaries);
    }

    /** One feature for each row, in their order. */
    Map<String, @Nullable Object> features(List<AreaId> places, List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> features = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> feature = new LinkedHashMap<>();
            feature.put("type", "Feature");
            feature.put("geometry", geometry(places.get(i)));
            feature.put("properties", rows.get(i));
            features.add(feature);
        }
        Map<String, @Nullable Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put("features", features);
        return collection;
    }

    private @Nullable Object geometry(AreaId id) {
        return areas.find(id)
                .map(area -> {
                    JsonNode boundary = area.validTo() == null ? boundaries.get(area.code()) : null;
                    AreaFacts facts = area.facts();
                    return boundary != null
                            ? boundary
                            : facts == null
                                    ? null
                                    : Map.of(
                                            "type",
                                            "Point",
                                            "coordinates",
                                            List.of(facts.longitude(), facts.latitude()));
                })
                .orElse(null);
    }
}
