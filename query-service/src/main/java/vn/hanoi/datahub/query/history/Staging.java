package vn.hanoi.datahub.query.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
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

    /** One revision in the order of the table's columns; its series is not known yet. */
    private static @Nullable Object[] fields(Revised revised) {
        Value value = revised.value();
        ValueKey key = value.key();
        return new @Nullable Object[] {
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
        };
    }

    /** DuckDB takes milliseconds for each row of an INSERT, and microseconds for one that is appended. */
    private static void append(DuckDBConnection connection, Collection<Revised> batch) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", "staging")) {
            for (Revised revised : batch) {
                appender.beginRow();
                for (Object field : fields(revised)) {
                    append(appender, field);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object field) throws SQLException {
        if (field == null) {
            appender.appendNull();
        } else if (field instanceof String text) {
            appender.append(text);
        } else if (field instanceof Integer number) {
            appender.append(number.intValue());
        } else if (field instanceof Long number) {
            appender.append(number.longValue());
        } else if (field instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (field instanceof BigDecimal number) {
            appender.append(number);
        } else if (field instanceof LocalDate day) {
            appender.append(day);
        } else {
            appender.append((LocalDateTime) field);
        }
    }

    private static void insert(Connection connection, Collection<Revised> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO staging VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Revised revised : batch) {
                int column = 0;
                for (Object field : fields(revised)) {
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
