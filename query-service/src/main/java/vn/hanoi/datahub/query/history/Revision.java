package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * A row of the history: a revision of a cell, or the last one of a crowded minute for all of that minute.
 *
 * @param since when the first of those was published for which it stands
 */
record Revision(Value value, Instant since) {

    /** A minute in which a cell was published more often than so is crowded: sensors do that, people do not. */
    static final int FEW = 3;

    /** A cell in a minute. */
    record Key(ValueKey cell, Instant minute) {}

    static Revision of(Value value) {
        return new Revision(value, value.recordedAt());
    }

    Instant minute() {
        return value.recordedAt().truncatedTo(ChronoUnit.MINUTES);
    }

    Key key() {
        return new Key(value.key(), minute());
    }

    /** The one that was published later stands for both; a number that was counted anew begins at revision 1 again. */
    Revision and(Revision later) {
        return new Revision(later.value, since.isBefore(later.since) ? since : later.since);
    }
}
