package vn.hanoi.datahub.query.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The database of the history: an embedded DuckDB file, or PostgreSQL. Opening it migrates its tables to the current
 * schema.
 *
 * <p>A DuckDB file belongs to one process; several query services can share a PostgreSQL database.
 */
public final class HistoryDatabase implements AutoCloseable {

    /** Socket timeout, longer than any statement takes. */
    private static final String SOCKET_SECONDS = "300";

    private static final String DUCKDB = "jdbc:duckdb:";
    private static final int CONNECTIONS = 8;

    /** Work to be done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final HikariDataSource writing;
    private final boolean embedded;

    private HistoryDatabase(HikariDataSource pool, HikariDataSource writing, boolean embedded) {
        this.pool = pool;
        this.writing = writing;
        this.embedded = embedded;
    }

    /**
     * @param url {@code jdbc:duckdb:<file>} or {@code jdbc:postgresql://host:port/database}
     * @param memory how much memory DuckDB may use, such as {@code 1GB}
     * @throws HistoryException if it cannot be opened
     */
    public static HistoryDatabase open(String url, String user, String password, String memory) {
        boolean embedded = url.startsWith(DUCKDB);
        HikariConfig config = new HikariConfig();
        config.setPoolName("history");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setAutoCommit(false);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        if (embedded) {
            makeFolderOf(url);
            config.setMinimumIdle(1); // the database is closed with its last connection
            config.setMaxLifetime(0);
            config.addDataSourceProperty("memory_limit", memory);
        } else {
            config.setUsername(user);
            config.setPassword(password);
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            // By default, the driver waits indefinitely for a host that has disappeared.
            config.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            migrate(pool, embedded);
            config.setPoolName("history-writing"); // so that readers, however many, do not block writing
            config.setMaximumPoolSize(1);
            return new HistoryDatabase(pool, new HikariDataSource(config), embedded);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new HistoryException(
                    "the history at " + url
                            + " cannot be opened; is its database running and let in, or does another process hold its file? HUB_HISTORY names another: "
                            + rootOf(e).getMessage(),
                    e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void makeFolderOf(String url) {
        Path folder = Path.of(url.substring(DUCKDB.length())).toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }

    private static void migrate(DataSource pool, boolean embedded) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:history/" + (embedded ? "duckdb" : "postgresql"))
                .load()
                .migrate();
    }

    boolean isEmbedded() {
        return embedded;
    }

    <T> T inTransaction(Work<T> work) {
        return inTransaction(pool, false, work);
    }

    /** Runs work that writes, in one transaction on a separate connection. */
    <T> T inWriting(Work<T> work) {
        return inTransaction(writing, false, work);
    }

    /** Runs work that reads several times as of one moment. */
    <T> T inSnapshot(Work<T> work) {
        return inTransaction(pool, true, work);
    }

    private <T> T inTransaction(HikariDataSource from, boolean snapshot, Work<T> work) {
        try (Connection connection = from.getConnection()) {
            if (snapshot && !embedded) { // DuckDB always works like this
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(from, connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new HistoryException(
                    "the history does not answer, or not in time; ask for a shorter time or fewer areas, or again in a moment: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Rolls a transaction back. A connection on which that fails is evicted, so that it is not used again without a
     * transaction.
     */
    private static void undo(HikariDataSource from, Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
            from.evictConnection(connection);
        }
    }

    @Override
    public void close() {
        writing.close();
        pool.close();
    }
}
