package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * All releases of open datasets with protected small counts. Each release contains the cells that changed. The releases
 * are also in a topic, from which they can be restored.
 */
public final class Releases {

    private static final String CELLS = """
            SELECT r.released_at, c.* FROM open_cell c JOIN open_release r ON r.dataset = c.dataset AND r.number = c.number
            WHERE c.dataset = ? AND r.released_at <= ? ORDER BY c.number""";

    private static final String UNTOLD = """
            SELECT r.released_at, c.* FROM open_cell c JOIN open_release r ON r.dataset = c.dataset AND r.number = c.number
            WHERE NOT r.told ORDER BY r.released_at, c.dataset""";

    private static final Positions POSITIONS = new Positions("open_release_log");

    private final HistoryDatabase database;

    public Releases(HistoryDatabase database) {
        this.database = database;
    }

    /** Returns how often each dataset was released since then. */
    public Map<String, Updates> updates(Instant since) {
        return Updates.of(
                database,
                "SELECT dataset, count(*), min(released_at) FROM open_release WHERE released_at >= ? GROUP BY dataset",
                since);
    }

    /**
     * Returns everything that was released of a dataset up to a moment, in order of release.
     *
     * @param until null for no limit
     */
    public List<Released> list(String dataset, @Nullable Instant until) {
        return database.inTransaction(connection -> {
            List<Released> released = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(CELLS)) {
                statement.setString(1, dataset);
                statement.setObject(2, until == null ? LocalDateTime.of(9999, 1, 1, 0, 0) : Bulk.utc(until));
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
     * Stores releases from the topic, in its order, and records how far it was read.
     *
     * @param topic Kafka's id of the topic
     * @param next next position of each partition; positions of omitted partitions do not change
     * @return the releases that were stored; releases that are not based on the last one of their family, and those
     *     stored before, are skipped
     */
    public List<Release> take(List<Release> told, String topic, Map<Integer, Long> next) {
        return database.inWriting(connection -> {
            List<Release> taken = new ArrayList<>();
            for (Release release : told) {
                if (last(connection, release.family()).equals(Optional.ofNullable(release.after()))) {
                    write(connection, release);
                    taken.add(release);
                }
            }
            POSITIONS.write(connection, topic, next);
            return taken;
        });
    }

    private void write(Connection connection, Release release) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Map.Entry<String, List<Released>> dataset : release.cells().entrySet()) {
            int number = count(connection, dataset.getKey());
            insert(connection, dataset.getKey(), number, release.at());
            dataset.getValue().forEach(cell -> rows.add(fields(dataset.getKey(), number, cell)));
        }
        Bulk.insert(connection, database.isEmbedded(), null, "open_cell", rows);
    }

    /** Returns when any of the datasets was last released; empty if never. */
    public Optional<Instant> last(Collection<String> datasets) {
        return database.inTransaction(connection -> last(connection, datasets));
    }

    private static Optional<Instant> last(Connection connection, Collection<String> datasets) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(released_at) FROM open_release WHERE dataset = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("VARCHAR", datasets.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1) == null ? Optional.empty() : Optional.of(History.instant(row, 1));
            }
        }
    }

    /**
     * Returns where to continue reading a topic, by partition: nowhere if another one was read so far. What was
     * released stays known.
     *
     * @param topic Kafka's id of the topic
     * @param ends where each partition ends
     */
    public Map<Integer, Long> positions(String topic, Map<Integer, Long> ends) {
        return database.inWriting(connection -> {
            POSITIONS.bind(connection, topic, ends);
            return POSITIONS.read(connection);
        });
    }

    /** Returns what was released before the release topic existed: the cells by moment and dataset, oldest first. */
    public Map<Instant, Map<String, List<Released>>> untold() {
        return database.inTransaction(connection -> {
            Map<Instant, Map<String, List<Released>>> releases = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(UNTOLD);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant at = History.instant(row, "released_at");
                    releases.computeIfAbsent(at, moment -> new LinkedHashMap<>())
                            .computeIfAbsent(row.getString("dataset"), dataset -> new ArrayList<>())
                            .add(new Released(History.value(row), row.getBoolean("hidden"), at));
                }
            }
            return releases;
        });
    }

    /** Records that what was released at a moment is in the topic. */
    public void told(Instant at) {
        database.inWriting(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE open_release SET told = TRUE WHERE released_at = ?")) {
                statement.setObject(1, Bulk.utc(at));
                return statement.executeUpdate();
            }
        });
    }

    private static int count(Connection connection, String dataset) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM open_release WHERE dataset = ?")) {
            statement.setString(1, dataset);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void insert(Connection connection, String dataset, int number, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO open_release (dataset, number, released_at, told) VALUES (?, ?, ?, TRUE)")) {
            statement.setString(1, dataset);
            statement.setInt(2, number);
            statement.setObject(3, Bulk.utc(at));
            statement.executeUpdate();
        }
    }

    private static @Nullable Object[] fields(String dataset, int number, Released cell) {
        Value value = cell.value();
        ValueKey key = value.key();
        return Bulk.row(
                value,
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
                key.period().start());
    }
}
