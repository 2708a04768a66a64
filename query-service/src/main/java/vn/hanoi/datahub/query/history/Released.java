package vn.hanoi.datahub.query.history;

import java.time.Instant;
import vn.hanoi.datahub.query.view.Value;

/**
 * A cell of an open dataset in one release.
 *
 * @param hidden whether it was suppressed; its counts are kept even so, because what later releases may show depends on
 *     them
 * @param at when it was released
 */
public record Released(Value value, boolean hidden, Instant at) {

    /** Returns whether readers would see no difference. */
    public boolean isSameAs(Released other) {
        return hidden == other.hidden && value.equals(other.value);
    }
}
