package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * All releases of open datasets whose small counts are protected. Each release holds the cells that changed. They are not in Kafka: together with the log, this is what has to
 * be backed up.
 */
public final class Releases {

    private static final String CELLS = """
            SELECT r.released_at, c.* FROM open_cell c JOIN open_release r ON r.dataset = c.dataset AND r.number = c.number
            WHERE c.dataset = ? AND r.released_at <= ? ORDER BY c.number""";

    private final HistoryDatabase database;

    public Releases(HistoryDatabase database) {
        this.database = database;
    }

    /** How many releases of a dataset there were. */
    public int count(String dataset) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT count(*) FROM open_release WHERE dataset = ?")) {
                statement.setString(1, dataset);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /** How often each dataset was released since then. */
    public Map<String, Updates> updates(Instant since) {
        return Updates.of(
                database,
                "SELECT dataset, count(*), min(released_at) FROM open_release WHERE released_at >= ? GROUP BY dataset",
                since);
    }

    /**
     * All that was released of a dataset until then, in the order in which it was.
     *
     * @param until null for all
     */
    public List<Released> list(String dataset, @Nullable Instant until) {
        return database.inTransaction(connection -> {
            List<Released> released = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(CELLS)) {
                statement.setString(1, dataset);
                statement.setObject(2, until == null ? LocalDateTime.of(9999, 1, 1, 0, 0) : Staging.utc(until));
                statement.setFetchSize(10_000);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        released.add(new Released(
                                History.value(row), row.getBoolean("hidden"), History.instant(row, "released_at")));
                    }
                }
            }
            return released;
        });
    }

    /**
     * Adds a release.
     *
     * @param number how many there were before
     * @return false when another query service was faster: nothing was written
     */
    public boolean add(String dataset, int number, Instant at, List<Released> cells) {
        return database.inWriting(connection -> {
            if (!number(connection, dataset, number, at)) {
                connection.rollback();
                return false;
            }
            Bulk.insert(
                    connection,
                    database.isEmbedded(),
                    null,
                    "open_cell",
                    cells.stream().map(cell -> fields(dataset, number, cell)).toList());
            return true;
        });
    }

    private static boolean number(Connection connection, String dataset, int number, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO open_release (dataset, number, released_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            statement.setString(1, dataset);
            statement.setInt(2, number);
            statement.setObject(3, Staging.utc(at));
            return statement.executeUpdate() == 1;
        }
    }

    private static @Nullable Object[] fields(String dataset, int number, Released cell) {
        Value value = cell.value();
        ValueKey key = value.key();
        return new @Nullable Object[] {
            dataset,
            number,
            cell.hidden(),
            key.indicator(),
            key.version(),
            key.dimension(),
            key.period().granularity().word(),
            key.area().code(),
            key.area().since(),
            key.member(),
            key.period().start(),
            Staging.utc(value.recordedAt()),
            Staging.utc(value.firstRecordedAt()),
            value.value(),
            value.numerator(),
            value.denominator(),
            value.events(),
            value.coverage(),
            value.revision()
        };
    }
}
