package vn.hanoi.datahub.benchmarks;

import java.util.Arrays;
import java.util.List;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** The communes of the city, drawn with a probability proportional to their population. */
final class CityPlaces {

    private static final int PEOPLE_WHERE_UNKNOWN = 16_000;

    private final List<String> communes;
    private final double[] upTo;

    CityPlaces() {
        List<Area> areas = CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(CityLoad.FIRST_DAY).stream()
                .filter(area -> area.level() == AreaLevel.COMMUNE)
                .toList();
        communes = areas.stream().map(Area::code).toList();
        upTo = areas.stream().mapToDouble(CityPlaces::people).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
    }

    private static double people(Area commune) {
        return commune.facts() == null ? PEOPLE_WHERE_UNKNOWN : commune.facts().population();
    }

    /** Returns the commune at a share of the population, from 0 to 1 in the order of the codes. */
    String commune(double share) {
        int found = Arrays.binarySearch(upTo, share * upTo[upTo.length - 1]);
        return communes.get(Math.min(communes.size() - 1, found < 0 ? -found - 1 : found));
    }

    List<String> communes() {
        return communes;
    }

    /** Returns the code of a commune's People's Committee. */
    static String committee(String commune) {
        return "H26.X" + commune;
    }
}
