package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * The last revision of a cell within one minute.
 *
 * @param since when the first revision of that minute was published
 */
record Revised(Value value, Instant since) {

    /** A cell in a minute. */
    record Key(ValueKey cell, Instant minute) {}

    static Revised of(Value value) {
        return new Revised(value, value.recordedAt());
    }

    Instant minute() {
        return value.recordedAt().truncatedTo(ChronoUnit.MINUTES);
    }

    Key key() {
        return new Key(value.key(), minute());
    }

    /** The one that was published later takes the place of this one; a number that was counted anew begins at revision 1 again. */
    Revised and(Revised later) {
        return new Revised(later.value, since.isBefore(later.since) ? since : later.since);
    }
}
