package vn.hanoi.datahub.query.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** Brings a batch of revisions into a table of the connection's own, from where SQL spreads it. The one place where the two databases differ. */
final class Staging {

    private static final String TABLE = """
            CREATE TEMP TABLE staging AS
            SELECT s.indicator, s.version, s.dimension, s.granularity, s.area, s.area_since, s.member, r.*
            FROM series s JOIN revision r ON r.series = s.id LIMIT 0""";

    private static final int SCALE = 6;

    private Staging() {}

    static void fill(Connection connection, boolean embedded, Collection<Revised> batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS staging"); // nobody sweeps out a temporary table
            statement.execute(TABLE);
        }
        if (embedded) {
            append(connection.unwrap(DuckDBConnection.class), batch);
        } else {
            insert(connection, batch);
        }
    }

    /** DuckDB takes milliseconds for each row of an INSERT, and microseconds for one that is appended. */
    private static void append(DuckDBConnection connection, Collection<Revised> batch) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "staging")) {
            for (Revised revised : batch) {
                Value value = revised.value();
                ValueKey key = value.key();
                appender.beginRow();
                appender.append(key.indicator());
                appender.append(key.version());
                appender.append(key.dimension());
                appender.append(key.period().granularity().word());
                appender.append(key.area().code());
                appender.append(key.area().since());
                appender.append(key.member());
                appender.append(0);
                appender.append(key.period().start());
                appender.append(utc(revised.minute()));
                appender.append(utc(revised.since()));
                appender.append(utc(value.recordedAt()));
                appender.append(utc(value.firstRecordedAt()));
                append(appender, value.value());
                append(appender, exact(value.numerator()));
                append(appender, exact(value.denominator()));
                appender.append(value.events());
                append(appender, value.coverage());
                appender.append(value.revision());
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Double number) throws SQLException {
        if (number == null) {
            appender.appendNull();
        } else {
            appender.append(number.doubleValue());
        }
    }

    private static void append(DuckDBAppender appender, @Nullable BigDecimal number) throws SQLException {
        if (number == null) {
            appender.appendNull();
        } else {
            appender.append(number);
        }
    }

    private static void insert(Connection connection, Collection<Revised> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO staging VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Revised revised : batch) {
                Value value = revised.value();
                ValueKey key = value.key();
                int column = 0;
                for (Object field : new @Nullable Object[] {
                    key.indicator(),
                    key.version(),
                    key.dimension(),
                    key.period().granularity().word(),
                    key.area().code(),
                    key.area().since(),
                    key.member(),
                    0,
                    key.period().start(),
                    utc(revised.minute()),
                    utc(revised.since()),
                    utc(value.recordedAt()),
                    utc(value.firstRecordedAt()),
                    value.value(),
                    exact(value.numerator()),
                    exact(value.denominator()),
                    value.events(),
                    value.coverage(),
                    value.revision()
                }) {
                    statement.setObject(++column, field);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable BigDecimal exact(@Nullable BigDecimal number) {
        return number == null ? null : number.setScale(SCALE, RoundingMode.UNNECESSARY);
    }
}
