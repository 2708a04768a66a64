package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.RowKey;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.codec.PublishedParts;

/** Reads published values: the current ones, or those as of any moment. */
public final class History {

    private static final String LAST_REVISIONS = """
            SELECT s.indicator, s.version, s.dimension, s.granularity, s.area, s.area_since, s.member, r.period_start,
              r.value, r.numerator, r.denominator, r.events, r.coverage, r.revision, r.first_recorded_at, r.recorded_at
            FROM (SELECT *, row_number() OVER (PARTITION BY series, period_start ORDER BY recorded_at DESC, revision DESC) AS newest
                  FROM revision WHERE %s) r
            JOIN series s ON s.id = r.series WHERE newest = 1""";

    private static final String ALL_REVISIONS = """
            SELECT s.indicator, s.version, s.dimension, s.granularity, s.area, s.area_since, s.member, r.period_start,
              r.value, r.numerator, r.denominator, r.events, r.coverage, r.revision, r.first_recorded_at, r.recorded_at
            FROM revision r JOIN series s ON s.id = r.series
            WHERE r.series = ANY (?) AND r.period_start = ? ORDER BY r.recorded_at DESC, r.revision DESC LIMIT ?""";

    /** The order of {@link ValueKey}. */
    private static final String IN_ORDER = " ORDER BY s.area, s.area_since, s.member, r.period_start LIMIT ?";

    private static final String BY_ROW =
            " ORDER BY s.indicator, s.version, s.area, s.area_since, r.period_start, s.dimension, s.member";

    private static final String OF_SERIES =
            "series = ANY (?) AND period_start >= ? AND period_start < ? AND since <= ?";

    private static final String RECENT = """
            SELECT s.indicator, s.version, s.dimension, s.granularity, s.area, s.area_since, s.member, r.period_start,
              r.value, r.numerator, r.denominator, r.events, r.coverage, r.revision, r.first_recorded_at, r.recorded_at
            FROM (%s) r JOIN series s ON s.id = r.series""".formatted(Newest.OF_GRANULARITY);

    /** A query that takes longer than this delays others; it is answered with advice to request less. */
    private static final int LONGEST_SECONDS = 20;

    private static final LocalDateTime END_OF_TIME = LocalDateTime.of(9999, 1, 1, 0, 0);

    private final HistoryDatabase database;

    public History(HistoryDatabase database) {
        this.database = database;
    }

    /**
     * Returns the first of the selected values, in the order of their keys.
     *
     * <p>"As of" is exact, except for cells that were published more than three times within a minute. Once that minute
     * is old, its last revision stands for all of them.
     *
     * @param limit maximum number of values
     * @throws HistoryException if the database does not answer
     */
    public List<Value> list(ValueFilter wanted, int limit) {
        return database.inTransaction(connection -> {
            Integer[] series = series(connection, wanted);
            List<Value> values = new ArrayList<>();
            if (series.length == 0) {
                return values;
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(LAST_REVISIONS.formatted(OF_SERIES) + IN_ORDER)) {
                statement.setArray(1, connection.createArrayOf("INTEGER", series));
                statement.setObject(2, wanted.from());
                statement.setObject(3, wanted.to());
                Instant asOf = wanted.asOf();
                statement.setObject(4, asOf == null ? END_OF_TIME : Bulk.utc(asOf));
                statement.setInt(5, limit);
                statement.setQueryTimeout(LONGEST_SECONDS);
                read(statement, values::add);
            }
            return values;
        });
    }

    /**
     * Returns the revisions of the first selected period, newest first. Of older minutes with more than three
     * revisions, only the last one is kept.
     *
     * @param limit maximum number of revisions
     * @throws HistoryException if the database does not answer
     */
    public List<Value> revisions(ValueFilter wanted, int limit) {
        return database.inTransaction(connection -> {
            List<Value> values = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(ALL_REVISIONS)) {
                statement.setArray(1, connection.createArrayOf("INTEGER", series(connection, wanted)));
                statement.setObject(2, wanted.from());
                statement.setInt(3, limit);
                statement.setQueryTimeout(LONGEST_SECONDS);
                read(statement, values::add);
            }
            return values;
        });
    }

    private static Integer[] series(Connection connection, ValueFilter wanted) throws SQLException {
        String sql =
                "SELECT id, area, area_since FROM series WHERE indicator = ? AND version = ? AND dimension = ? AND granularity = ?";
        try (PreparedStatement statement =
                connection.prepareStatement(wanted.area() == null ? sql : sql + " AND area = ?")) {
            statement.setString(1, wanted.definition().id());
            statement.setInt(2, wanted.definition().version());
            statement.setString(3, wanted.dimension());
            statement.setString(4, wanted.granularity().word());
            if (wanted.area() != null) {
                statement.setString(5, wanted.area());
            }
            List<Integer> series = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (wanted.units().test(new AreaId(row.getString(2), row.getObject(3, LocalDate.class)))) {
                        series.add(row.getInt(1));
                    }
                }
            }
            return series.toArray(new Integer[0]);
        }
    }

    /**
     * Passes on the values that are kept in memory, as of one moment: those in the window, the newest of each series,
     * and some more that have not been removed yet.
     *
     * @param topic the topic from which the history must have been filled
     * @return the position in the topic at that moment, by partition
     */
    public Map<Integer, Long> recent(TopicIds topic, BiConsumer<RowKey, PublishedParts> handler) {
        return database.inSnapshot(connection -> {
            Map<Integer, Long> positions = HistoryWriter.positions(connection, topic);
            for (Granularity granularity : Granularity.values()) {
                try (PreparedStatement statement = connection.prepareStatement(RECENT + BY_ROW)) {
                    statement.setString(1, granularity.word());
                    statement.setString(2, granularity.word());
                    readRows(statement, handler);
                }
            }
            return positions;
        });
    }

    /** Passes on adjacent values of the same row together. */
    private static void readRows(PreparedStatement statement, BiConsumer<RowKey, PublishedParts> handler)
            throws SQLException {
        List<Value> row = new ArrayList<>();
        Runnable handOver = () -> {
            if (!row.isEmpty()) {
                handler.accept(
                        row.get(0).row(),
                        PublishedParts.of(row.stream()
                                .sorted(Comparator.comparing(Value::key))
                                .map(Value::part)
                                .toList()));
                row.clear();
            }
        };
        read(statement, value -> {
            if (!row.isEmpty() && !row.get(0).row().equals(value.row())) {
                handOver.run();
            }
            row.add(value);
        });
        handOver.run();
    }

    /** Returns, for each indicator, in how many hours it was published since then. */
    public Map<String, Updates> updates(Instant since) {
        return Updates.of(
                database,
                "SELECT s.indicator, count(DISTINCT date_trunc('hour', r.minute)), min(r.minute) FROM revision r JOIN series s ON s.id = r.series WHERE r.minute >= ? GROUP BY s.indicator",
                since);
    }

    private static void read(PreparedStatement statement, Consumer<Value> handler) throws SQLException {
        statement.setFetchSize(10_000);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                handler.accept(value(row));
            }
        }
    }

    static Value value(ResultSet row) throws SQLException {
        return new Value(
                new ValueKey(
                        row.getString("indicator"),
                        row.getInt("version"),
                        row.getString("dimension"),
                        new AreaId(row.getString("area"), row.getObject("area_since", LocalDate.class)),
                        row.getString("member"),
                        new Period(
                                Worded.find(Granularity.class, row.getString("granularity"))
                                        .orElseThrow(),
                                row.getObject("period_start", LocalDateTime.class))),
                number(row, "value"),
                Value.plain(row.getBigDecimal("numerator")),
                Value.plain(row.getBigDecimal("denominator")),
                row.getLong("events"),
                number(row, "coverage"),
                row.getLong("revision"),
                instant(row, "first_recorded_at"),
                instant(row, "recorded_at"),
                false);
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : (Double) number;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
