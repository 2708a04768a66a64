package vn.hanoi.datahub.domain.area;

/**
 * Facts about a unit in the register, besides its name.
 *
 * @param population inhabitants, July 2025
 * @param squareKilometres area
 * @param longitude of the unit's reference point, degrees east, WGS 84
 * @param latitude of the unit's reference point, degrees north, WGS 84
 */
public record AreaFacts(int population, double squareKilometres, double longitude, double latitude) {}
