package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a topic was read, by partition. It is written in the transaction that writes what was read.
 *
 * @param table where it is stored
 */
record Positions(String table) {

    Map<Integer, Long> read(Connection connection) throws SQLException {
        Map<Integer, Long> positions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT partition_, next_offset FROM " + table)) {
            while (row.next()) {
                positions.put(row.getInt(1), row.getLong(2));
            }
        }
        return positions;
    }

    /** @param next next position of each partition; positions of omitted partitions do not change */
    void write(Connection connection, Map<Integer, Long> next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO " + table
                        + " (partition_, next_offset) VALUES (?, ?) ON CONFLICT (partition_) DO UPDATE SET next_offset = excluded.next_offset")) {
            for (Map.Entry<Integer, Long> partition : next.entrySet()) {
                statement.setInt(1, partition.getKey());
                statement.setLong(2, partition.getValue());
                statement.executeUpdate();
            }
        }
    }
}
