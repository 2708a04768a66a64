package vn.hanoi.datahub.query.view;

import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Identifies a value. Sorted so that the series of one area, and the areas of one indicator, are adjacent.
 *
 * @param version version of the definition by which it was counted
 * @param dimension empty for the total
 * @param member empty for the total
 */
public record ValueKey(String indicator, int version, String dimension, AreaId area, String member, Period period)
        implements Comparable<ValueKey> {

    /** Compares keys. Written out for speed: every value that arrives is compared with a dozen others. */
    @Override
    public int compareTo(ValueKey other) {
        int order = indicator.compareTo(other.indicator);
        if (order == 0) {
            order = Integer.compare(version, other.version);
        }
        if (order == 0) {
            order = dimension.compareTo(other.dimension);
        }
        if (order == 0) {
            order = period.granularity().compareTo(other.period.granularity());
        }
        if (order == 0) {
            order = area.code().compareTo(other.area.code());
        }
        if (order == 0) {
            order = area.since().compareTo(other.area.since());
        }
        if (order == 0) {
            order = member.compareTo(other.member);
        }
        return order == 0 ? period.start().compareTo(other.period.start()) : order;
    }
}
