package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.RecentWindow;

/**
 * The newest revision of each cell that a start needs, stored separately from the full history. A start reads only this
 * table, however long the history is. Each batch adds its changes. From time to time the changes are folded in, and
 * rows that no start needs any more are removed: hours and days outside the window, except the newest of each area and
 * of each member, and definition versions before the last but one.
 */
public final class Newest {

    /** Maximum number of changes left for a start to fold: while a backlog is being read, and afterwards. */
    private static final int MOST_OF_A_BACKLOG = 500_000;

    private static final int MOST_CHANGES = 20_000;

    static final String COLUMNS =
            "series, period_start, recorded_at, first_recorded_at, value, numerator, denominator, events, coverage, revision";

    /** The newest row of each cell; the source of the rows must be inserted. */
    private static final String OF_EACH_CELL = "SELECT " + COLUMNS
            + " FROM (SELECT c.*, row_number() OVER (PARTITION BY series, period_start ORDER BY recorded_at DESC, revision DESC) AS place FROM (%s) c) p WHERE place = 1";

    /** All cells that a start needs, of one granularity, which is passed twice. */
    static final String OF_GRANULARITY = OF_EACH_CELL.formatted(Stream.of("newest", "newest_change")
            .map(table -> "SELECT " + COLUMNS + " FROM " + table
                    + " WHERE series IN (SELECT id FROM series WHERE granularity = ?)")
            .collect(Collectors.joining(" UNION ALL ")));

    private static final String[] FOLDED = {
        "DROP TABLE IF EXISTS folded",
        "CREATE TEMP TABLE folded AS "
                + OF_EACH_CELL.formatted(
                        "SELECT " + COLUMNS + " FROM newest_change UNION ALL SELECT " + COLUMNS
                                + " FROM newest WHERE (series, period_start) IN (SELECT series, period_start FROM newest_change)"),
        "DELETE FROM newest USING folded f WHERE newest.series = f.series AND newest.period_start = f.period_start",
        "INSERT INTO newest (" + COLUMNS + ") SELECT " + COLUMNS + " FROM folded",
        "DELETE FROM newest_change",
        "DROP TABLE folded"
    };

    /** Numbers may be left out, so the former version is the one before the last of those that were published. */
    private static final String FORMER_VERSIONS = """
            DELETE FROM newest WHERE series IN (SELECT v.id FROM
              (SELECT id, dense_rank() OVER (PARTITION BY indicator ORDER BY version DESC) AS age FROM series) v
              WHERE v.age > 2)""";

    /**
     * Rows older than the window, if a later period that has begun has events in its total; without the newest of each
     * member that has events, because a start has to know when each sensor was heard last.
     */
    private static final String OUTSIDE_THE_WINDOW = """
            DELETE FROM newest USING (SELECT t.id, m.last, COALESCE(o.own, m.last) AS own FROM series t
              JOIN (SELECT s.indicator, s.version, s.area, s.area_since, max(n.period_start) AS last
                    FROM newest n JOIN series s ON s.id = n.series
                    WHERE s.granularity = ? AND s.dimension = '' AND n.events > 0 AND n.period_start <= ?
                    GROUP BY s.indicator, s.version, s.area, s.area_since) m
                ON t.indicator = m.indicator AND t.version = m.version AND t.area = m.area AND t.area_since = m.area_since
              LEFT JOIN (SELECT series, max(period_start) AS own FROM newest
                         WHERE events > 0 AND period_start <= ? GROUP BY series) o ON o.series = t.id
              WHERE t.granularity = ?) k
            WHERE newest.series = k.id AND newest.period_start < k.last AND newest.period_start <> k.own
              AND newest.period_start < ?""";

    private final HistoryDatabase database;
    private final RecentWindow window;
    private int changes;

    public Newest(HistoryDatabase database, RecentWindow window) {
        this.database = database;
        this.window = window;
    }

    /** Adds the changes of a batch: rows of the table {@code newest_change}. */
    void add(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        Bulk.insert(connection, database.isEmbedded(), null, "newest_change", rows);
        changes += rows.size();
    }

    /**
     * Returns whether there are enough changes to fold them in now.
     *
     * @param isBacklog whether there is more to read immediately
     */
    public boolean isLarge(boolean isBacklog) {
        return changes >= (isBacklog ? MOST_OF_A_BACKLOG : MOST_CHANGES);
    }

    /**
     * Folds the changes in, and removes what no start needs.
     *
     * @throws HistoryException if the database does not answer
     */
    public void fold(Instant now) {
        database.inWriting(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String step : FOLDED) {
                    statement.execute(step);
                }
                statement.execute(FORMER_VERSIONS);
            }
            try (PreparedStatement statement = connection.prepareStatement(OUTSIDE_THE_WINDOW)) {
                for (Granularity granularity : Granularity.values()) {
                    if (window.isBounded(granularity)) {
                        statement.setString(1, granularity.word());
                        statement.setObject(2, CityTime.at(now));
                        statement.setObject(3, CityTime.at(now));
                        statement.setString(4, granularity.word());
                        statement.setObject(5, window.from(granularity, now));
                        statement.executeUpdate();
                    }
                }
            }
            return true;
        });
        changes = 0;
    }
}
