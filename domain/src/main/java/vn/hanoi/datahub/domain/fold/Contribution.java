package vn.hanoi.datahub.domain.fold;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;

/**
 * The contribution of one event to one indicator.
 *
 * @param version version of the definition by which it counts
 * @param areas the unit that the event reports for and those above it for which the indicator has values, as of the
 *     event's time
 * @param from the time from which it counts, where it depends on the clock; null when it counts at once
 */
public record Contribution(
        String indicator,
        int version,
        List<AreaId> areas,
        Coordinates at,
        Tally tally,
        @Nullable Instant from) {

    public Contribution {
        areas = List.copyOf(areas);
    }

    /** Returns whether the contribution counts at the given time of the clock. */
    public boolean countsAt(Instant clock) {
        return from == null || !from.isAfter(clock);
    }
}
