package vn.hanoi.datahub.domain.fold;

import java.util.List;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;

/**
 * What one event adds to one indicator.
 *
 * @param areas the unit the event reports for and those above it that the indicator has values for, as they were at the event's time: kept, so that
 *     taking back undoes exactly what was added
 * @param lasting whether it holds until the subject's next event (current state) and not only in its own period
 */
public record Contribution(String indicator, List<AreaId> areas, Coordinates at, Tally tally, boolean lasting) {

    public Contribution {
        areas = List.copyOf(areas);
    }

    /** The same contribution taken away again in another period: a state that ended there. */
    public Contribution endedIn(Period period) {
        return new Contribution(indicator, areas, at.in(period), tally.negated(), lasting);
    }
}
