package vn.hanoi.datahub.query.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;

/** Writes many rows at once, in the way that is fast for each of the two databases. */
public final class Bulk {

    /** Number of decimals of numerators and denominators. */
    private static final int SCALE = 6;

    /** The catalogue of a connection's temporary tables. */
    static final String TEMPORARY = "temp";

    private Bulk() {}

    /**
     * Writes rows, each with a field for every column of the table, in order.
     *
     * @param catalogue null for the database's own catalogue
     */
    static void insert(
            Connection connection,
            boolean embedded,
            @Nullable String catalogue,
            String table,
            Collection<@Nullable Object[]> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (embedded) {
            append(connection.unwrap(DuckDBConnection.class), catalogue, table, rows.stream());
        } else {
            batch(connection, table, rows);
        }
    }

    /**
     * Writes rows into a DuckDB table. An INSERT takes milliseconds for each row, an append only microseconds.
     *
     * @param catalogue null for the database's own catalogue
     */
    public static void append(
            DuckDBConnection connection, @Nullable String catalogue, String table, Stream<@Nullable Object[]> rows)
            throws SQLException {
        try (DuckDBAppender appender = catalogue == null
                ? connection.createAppender("main", table)
                : connection.createAppender(catalogue, "main", table)) {
            for (Iterator<@Nullable Object[]> each = rows.iterator(); each.hasNext(); ) {
                appender.beginRow();
                for (Object field : each.next()) {
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
        } else if (field instanceof Boolean bool) {
            appender.append(bool.booleanValue());
        } else if (field instanceof Integer number) {
            appender.append(number.intValue());
        } else if (field instanceof Long number) {
            appender.append(number.longValue());
        } else if (field instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (field instanceof BigDecimal number) {
            appender.append(number.setScale(SCALE, RoundingMode.UNNECESSARY));
        } else if (field instanceof OffsetDateTime time) {
            appender.append(time);
        } else if (field instanceof LocalDate day) {
            appender.append(day);
        } else {
            appender.append((LocalDateTime) field);
        }
    }

    /**
     * Returns a row that ends with the columns of a value, {@code recorded_at} to {@code revision}.
     *
     * @param own the columns before them
     */
    static @Nullable Object[] row(Value value, @Nullable Object... own) {
        @Nullable
        Object[] of = {
            utc(value.recordedAt()),
            utc(value.firstRecordedAt()),
            value.value(),
            value.numerator(),
            value.denominator(),
            value.events(),
            value.coverage(),
            value.revision()
        };
        @Nullable Object[] row = Arrays.copyOf(own, own.length + of.length);
        System.arraycopy(of, 0, row, own.length, of.length);
        return row;
    }

    /** Returns a moment as the tables store it: UTC. */
    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static void batch(Connection connection, String table, Collection<@Nullable Object[]> rows)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(rows.iterator().next().length, "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
