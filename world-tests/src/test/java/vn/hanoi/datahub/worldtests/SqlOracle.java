package vn.hanoi.datahub.worldtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * What the hub should say, worked out a second time from the contract and from the decision on what a value means, in
 * SQL over the exported event log, and without sharing a line with the hub: every value is computed anew from all
 * events. The rules stand in the {@code oracle-*.sql} beside this class.
 */
public final class SqlOracle implements AutoCloseable {

    /** Numerator and denominator as published; absent where there is none. */
    public record Value(Double value, Double numerator, Double denominator, long events) {}

    private static final JsonMapper JSON = new JsonMapper();
    private static final Collection<Agency> SHIPPED_AGENCIES =
            CatalogueLoader.load(CatalogueFiles.shipped()).agencies();
    private static final List<String> STEPS =
            List.of("oracle-1-log.sql", "oracle-2-definitions.sql", "oracle-3-folds.sql", "oracle-4-air.sql");

    private final Path directory;
    private final DuckDBConnection connection;
    private final List<ObjectNode> log = new ArrayList<>();
    private boolean stale = true;

    /**
     * @param areas the register of units, as CSV
     * @param agencies all agencies, communes' committees included, with the event types they may publish
     * @param now where the clock stands
     */
    SqlOracle(Reader areas, Collection<Agency> agencies, Instant now) throws SQLException, IOException {
        directory = Files.createTempDirectory("oracle");
        try (Writer file = Files.newBufferedWriter(directory.resolve("areas.csv"))) {
            areas.transferTo(file);
        }
        connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        run(
                "SET threads = 1; SET TimeZone = 'Asia/Ho_Chi_Minh'; CREATE TABLE register_agency (agency VARCHAR, type VARCHAR, since DATE, until DATE, heir VARCHAR); CREATE TABLE span (text VARCHAR, start TIMESTAMP, finish TIMESTAMP)");
        set("now", now.toString());
        set("areas", directory.resolve("areas.csv").toString());
        set("log", directory.resolve("log.ndjson").toString());
        try (DuckDBAppender rows = connection.createAppender("register_agency")) {
            for (Agency agency : agencies) {
                Agency.Tenure tenure = agency.tenure();
                for (String type : agency.types()) {
                    rows.beginRow()
                            .append(agency.code())
                            .append(type)
                            .append(tenure.from())
                            .append(tenure.to())
                            .append(
                                    tenure.successors().size() == 1
                                            ? tenure.successors().get(0)
                                            : null)
                            .endRow();
                }
            }
        }
    }

    /** An oracle over the shipped registers. */
    public static SqlOracle ofTheShippedRegisters(Instant now) throws SQLException, IOException {
        return ofTheShippedAreas(SHIPPED_AGENCIES, now);
    }

    /** An oracle over the shipped units, and agencies of its own. */
    static SqlOracle ofTheShippedAreas(Collection<Agency> agencies, Instant now) throws SQLException, IOException {
        try (Reader areas = new InputStreamReader(
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/areas/areas.csv")),
                StandardCharsets.UTF_8)) {
            return new SqlOracle(areas, agencies, now);
        }
    }

    /** Takes accepted events, after those it has, in the order of the log. */
    public void load(List<ObjectNode> events) {
        log.addAll(events);
        stale = true;
    }

    /** Asks for spans of days, besides the periods that are published. */
    public void ask(Collection<ReportingPeriod> spans) {
        try {
            for (ReportingPeriod span : spans) {
                run("INSERT INTO span VALUES ('" + span.text() + "', DATE '" + span.from() + "', DATE '" + span.to()
                        + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        stale = true;
    }

    /** Every value by {@code indicator|code@since|period|slice}; cells in which nothing counts are left out. */
    public Map<String, Value> values() {
        Map<String, Value> values = new TreeMap<>();
        query(
                "SELECT indicator || '|' || area || '|' || period || '|' || slice, value, numerator, denominator, events FROM answer WHERE events > 0",
                row -> {
                    Value value = new Value(number(row, 2), number(row, 3), number(row, 4), row.getLong(5));
                    if (values.put(row.getString(1), value) != null) {
                        throw new IllegalStateException("two values of " + row.getString(1));
                    }
                });
        return values;
    }

    /** How many events ended as applied, superseded, duplicate and rejected; those that occur. */
    public Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        query("SELECT outcome, events FROM outcome", row -> outcomes.put(row.getString(1), row.getLong(2)));
        return outcomes;
    }

    @Override
    public void close() {
        try {
            connection.close();
            for (String file : List.of("areas.csv", "log.ndjson")) {
                Files.deleteIfExists(directory.resolve(file));
            }
            Files.delete(directory);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row each) {
        compute();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.take(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compute() {
        if (!stale) {
            return;
        }
        try {
            export();
            for (String step : STEPS) {
                try (InputStream sql = SqlOracle.class.getResourceAsStream(step)) {
                    run(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        stale = false;
    }

    /** The log as lines of JSON, each event with its position. */
    private void export() throws IOException {
        try (Writer file = Files.newBufferedWriter(directory.resolve("log.ndjson"))) {
            for (int position = 0; position < log.size(); position++) {
                ObjectNode line = JSON.createObjectNode().put("position", position);
                line.set("event", log.get(position));
                file.write(JSON.writeValueAsString(line) + "\n");
            }
        }
    }

    private void set(String variable, String value) throws SQLException {
        run("SET VARIABLE " + variable + " = '" + value.replace("'", "''") + "'");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : (Double) number;
    }
}
