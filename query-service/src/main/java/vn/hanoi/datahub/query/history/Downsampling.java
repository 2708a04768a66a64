package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lets the last revision of a cell within a crowded minute stand for the others of that minute, once they are old
 * enough. A number that many sensors move is published several times a second, and nobody asks in a year what it was at
 * half past a second; what people report and correct stays as it was.
 */
public final class Downsampling {

    /** So far back a run looks: what a service that was down so long has missed. What is left is merely more exact. */
    private static final Duration MISSED = Duration.ofDays(1);

    private static final String CROWDED = """
            (SELECT series, period_start, minute, min(since) AS since, max(recorded_at) AS last FROM revision
             WHERE minute >= ? AND minute < ? GROUP BY series, period_start, minute HAVING count(*) > %d) m
            WHERE r.series = m.series AND r.period_start = m.period_start AND r.minute = m.minute
              AND r.minute >= ? AND r.minute < ? AND r.recorded_at""".formatted(Revision.FEW);

    private static final String SPEAKS_FOR_ALL = "UPDATE revision r SET since = m.since FROM " + CROWDED + " = m.last";
    private static final String OTHERS = "DELETE FROM revision r USING " + CROWDED + " < m.last";

    private final HistoryDatabase database;
    private final Duration exact;

    /** @param exact so long every revision is kept, however many there are */
    public Downsampling(HistoryDatabase database, Duration exact) {
        this.database = database;
        this.exact = exact;
    }

    /**
     * Looks once.
     *
     * @return how many revisions went
     * @throws HistoryException when the database does not answer
     */
    public int thin(Instant now) {
        Instant to = now.minus(exact).truncatedTo(ChronoUnit.MINUTES);
        return database.inWriting(connection -> {
            run(connection, SPEAKS_FOR_ALL, to);
            return run(connection, OTHERS, to);
        });
    }

    private static int run(Connection connection, String sql, Instant to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int first : new int[] {1, 3}) {
                statement.setObject(first, Staging.utc(to.minus(MISSED)));
                statement.setObject(first + 1, Staging.utc(to));
            }
            return statement.executeUpdate();
        }
    }
}
