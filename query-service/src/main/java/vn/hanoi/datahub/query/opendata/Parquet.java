package vn.hanoi.datahub.query.opendata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.history.Bulk;
import vn.hanoi.datahub.query.history.HistoryException;

/** Writes a dataset as Apache Parquet, with an embedded DuckDB of its own. */
final class Parquet {

    private static final Properties MEMORY = new Properties();

    static {
        MEMORY.setProperty("memory_limit", "512MB");
    }

    private Parquet() {}

    private static void delete(@Nullable Path folder) {
        try {
            if (folder != null) {
                Files.deleteIfExists(folder.resolve("data.parquet"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what is left of a Parquet file cannot be deleted", e);
        }
    }

    /**
     * Writes a new file, which the caller must delete.
     *
     * @throws HistoryException if it cannot be written
     */
    public static Path write(List<Column> columns, Stream<List<@Nullable Object>> rows) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("open-data");
            Path file = folder.resolve("data.parquet");
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", MEMORY);
                    Statement statement = connection.createStatement()) {
                statement.execute(columns.stream()
                        .map(column ->
                                '"' + column.name() + "\" " + column.type().sql())
                        .collect(Collectors.joining(", ", "CREATE TABLE data (", ")")));
                Bulk.append(connection.unwrap(DuckDBConnection.class), null, "data", rows.map(List::toArray));
                statement.execute("COPY data TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
            }
            return file;
        } catch (SQLException e) {
            delete(folder);
            throw new HistoryException("the Parquet file cannot be written: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for the Parquet file", e);
        }
    }
}
