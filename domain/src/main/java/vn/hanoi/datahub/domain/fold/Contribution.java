package vn.hanoi.datahub.domain.fold;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;

/**
 * What one event adds to one indicator.
 *
 * @param version of the definition by which it counts
 * @param areas the unit the event reports for and those above it that the indicator has values for, as they were at the
 *     event's time
 * @param from the moment of the clock from which it counts; null when it counts at once
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

    /** Whether the clock has reached it. */
    public boolean countsAt(Instant clock) {
        return from == null || !from.isAfter(clock);
    }
}
