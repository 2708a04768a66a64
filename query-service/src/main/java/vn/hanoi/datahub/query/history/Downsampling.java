package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Keeps only the last revision of a cell within a crowded minute, once that minute is old enough. A number that many
 * sensors change is published several times a second, and a year later nobody needs its value at a fraction of a
 * second. Revisions that people report and correct are all kept.
 */
public final class Downsampling {

    /**
     * How far back a run looks. This covers the minutes missed by a service that was down for as long; older ones that
     * were missed merely stay more exact.
     */
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

    /** @param exact how long every revision is kept, however many there are */
    public Downsampling(HistoryDatabase database, Duration exact) {
        this.database = database;
        this.exact = exact;
    }

    /**
     * Runs once.
     *
     * @return how many revisions were removed
     * @throws HistoryException if the database does not answer
     */
    public int run(Instant now) {
        Instant to = now.minus(exact).truncatedTo(ChronoUnit.MINUTES);
        return database.inWriting(connection -> {
            run(connection, SPEAKS_FOR_ALL, to);
            return run(connection, OTHERS, to);
        });
    }

    private static int run(Connection connection, String sql, Instant to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int first : new int[] {1, 3}) {
                statement.setObject(first, Bulk.utc(to.minus(MISSED)));
                statement.setObject(first + 1, Bulk.utc(to));
            }
            return statement.executeUpdate();
        }
    }
}
