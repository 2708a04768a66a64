package vn.hanoi.datahub.domain.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;

/**
 * What an indicator's values are compared with, and where they are shown.
 *
 * @param direction whether higher or lower is better
 * @param noTargets why no plan sets targets; null where one sets some
 * @param alarms alarm levels by member
 * @param open whether it is published as open data
 * @param smallCellsShown whether open data show counts below five, because they are counts of things and not of people
 * @param internal whether it belongs to the hub's own accounting and is no indicator
 */
public record Publication(
        Direction direction,
        @Nullable Text noTargets,
        List<Alarm> alarms,
        boolean open,
        boolean smallCellsShown,
        boolean internal) {

    public Publication {
        alarms = List.copyOf(alarms);
    }

    /** Whether higher or lower values are better. */
    public enum Direction implements Worded {
        UP,
        DOWN
    }
}
