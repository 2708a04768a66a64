package vn.hanoi.datahub.query.sensorthings;

import java.util.Arrays;
import java.util.Optional;

/** The entity sets, named as in their addresses. */
enum EntitySet {
    THINGS("Things"),
    LOCATIONS("Locations"),
    HISTORICAL_LOCATIONS("HistoricalLocations"),
    DATASTREAMS("Datastreams"),
    SENSORS("Sensors"),
    OBSERVED_PROPERTIES("ObservedProperties"),
    OBSERVATIONS("Observations"),
    FEATURES_OF_INTEREST("FeaturesOfInterest");

    private final String path;

    EntitySet(String path) {
        this.path = path;
    }

    /** Returns its name in addresses. */
    public String path() {
        return path;
    }

    public static Optional<EntitySet> find(String path) {
        return Arrays.stream(values()).filter(set -> set.path.equals(path)).findFirst();
    }
}
