package vn.hanoi.datahub.query.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * A row of the history: one revision of a cell, or the last revision of a crowded minute, which stands for the whole
 * minute.
 *
 * @param since when the first of the revisions for which it stands was published
 */
record Revision(Value value, Instant since) {

    /** A minute in which a cell was published more often than this is crowded. Sensors cause that, people do not. */
    static final int FEW = 3;

    record Key(ValueKey cell, Instant minute) {}

    static Revision of(Value value) {
        return new Revision(value, value.recordedAt());
    }

    Instant minute() {
        return value.recordedAt().truncatedTo(ChronoUnit.MINUTES);
    }

    Series.Line line() {
        return Series.Line.of(value.key());
    }

    /** Returns the row of the table {@code revision}. */
    @Nullable
    Object[] fields(int series) {
        return Bulk.row(value, series, value.key().period().start(), Bulk.utc(minute()), Bulk.utc(since));
    }

    /** Returns the row of the table {@code newest_change}. */
    @Nullable
    Object[] change(int series) {
        return Bulk.row(value, series, value.key().period().start());
    }

    Key key() {
        return new Key(value.key(), minute());
    }

    /**
     * Merges two revisions. The later one stands for both; the revision number cannot decide this, because it restarts
     * at 1 when a value is recounted.
     */
    Revision and(Revision later) {
        return new Revision(later.value, since.isBefore(later.since) ? since : later.since);
    }
}
