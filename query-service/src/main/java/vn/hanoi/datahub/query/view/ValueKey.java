package vn.hanoi.datahub.query.view;

import java.util.Comparator;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;

/**
 * Which value. Sorted so that one area's series, and one indicator's areas, lie side by side.
 *
 * @param version of the definition that made it
 * @param dimension empty for the total
 * @param member empty for the total
 */
public record ValueKey(String indicator, int version, String dimension, AreaId area, String member, Period period)
        implements Comparable<ValueKey> {

    private static final Comparator<ValueKey> ORDER = Comparator.comparing(ValueKey::indicator)
            .thenComparing(ValueKey::version)
            .thenComparing(ValueKey::dimension)
            .thenComparing(key -> key.period().granularity())
            .thenComparing(key -> key.area().code())
            .thenComparing(key -> key.area().since())
            .thenComparing(ValueKey::member)
            .thenComparing(key -> key.period().start());

    /** Whether both are of one line in time. */
    boolean isOfSeriesOf(ValueKey other) {
        return period.granularity() == other.period.granularity()
                && area.equals(other.area)
                && member.equals(other.member)
                && dimension.equals(other.dimension)
                && version == other.version
                && indicator.equals(other.indicator);
    }

    @Override
    public int compareTo(ValueKey other) {
        return ORDER.compare(this, other);
    }
}
