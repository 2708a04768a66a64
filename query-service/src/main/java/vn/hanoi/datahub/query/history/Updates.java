package vn.hanoi.datahub.query.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often something was published, as measured.
 *
 * @param times number of hours or releases in which it was published
 * @param first start of the measurement
 */
public record Updates(long times, Instant first) {

    /** Returns the average interval between updates. */
    public Duration every(Instant now) {
        return Duration.between(first, now).dividedBy(Math.max(1, times));
    }

    /** Runs a query that returns name, times and first. */
    static Map<String, Updates> of(HistoryDatabase database, String sql, Instant since) {
        return database.inTransaction(connection -> {
            Map<String, Updates> updates = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, Bulk.utc(since));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        updates.put(row.getString(1), new Updates(row.getLong(2), History.instant(row, 3)));
                    }
                }
            }
            return updates;
        });
    }
}
