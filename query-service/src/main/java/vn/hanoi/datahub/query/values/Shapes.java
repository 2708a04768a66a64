package vn.hanoi.datahub.query.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;

/**
 * The geometry of areas as GeoJSON (RFC 7946): the boundary of a unit in force if the operator has provided one,
 * otherwise the centre from the register, otherwise nothing.
 */
final class Shapes {

    static final String GEO_JSON = "application/geo+json";

    private final AreaRegister areas;
    private final Map<String, JsonNode> boundaries;

    private Shapes(AreaRegister areas, Map<String, JsonNode> boundaries) {
        this.areas = areas;
        this.boundaries = boundaries;
    }

    /** Returns shapes with centres only. */
    public static Shapes of(AreaRegister areas) {
        return new Shapes(areas, Map.of());
    }

    /**
     * @param file a FeatureCollection; the {@code id} of each feature, or its property {@code code}, is the code of a
     *     unit in force
     * @throws IllegalArgumentException if the file cannot be read, or contains no known unit
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

    /**
     * A feature collection (RFC 7946, section 3.3).
     *
     * @param <P> properties of the features
     */
    record FeatureCollection<P>(String type, List<Feature<P>> features) {}

    /** @param geometry geometry of the area; null if neither a boundary nor a centre is known */
    record Feature<P>(String type, @Nullable Object geometry, P properties) {}

    private record Point(String type, List<Double> coordinates) {}

    /** Returns one feature for each row, in the same order. */
    <P> FeatureCollection<P> features(List<AreaId> places, List<P> rows) {
        List<Feature<P>> features = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            features.add(new Feature<>("Feature", geometry(places.get(i)), rows.get(i)));
        }
        return new FeatureCollection<>("FeatureCollection", features);
    }

    private @Nullable Object geometry(AreaId id) {
        Area area = areas.find(id).orElse(null);
        if (area == null) {
            return null;
        }
        JsonNode boundary = area.validTo() == null ? boundaries.get(area.code()) : null;
        AreaFacts facts = area.facts();
        return boundary != null
                ? boundary
                : facts == null ? null : new Point("Point", List.of(facts.longitude(), facts.latitude()));
    }
}
