package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a topic was read, by partition. It is written in the transaction that writes what was read, together with
 * Kafka's own id of the topic: one that was deleted and created again is another one.
 *
 * @param table where it is stored
 */
record Positions(String table) {

    /**
     * Binds the positions to a topic, and deletes them if they are of another one. Those that an earlier version of the
     * hub stored without an id are of this topic, unless it ends before them.
     *
     * @param ends where each partition of the topic ends
     * @return whether they were of this topic, or there were none
     */
    boolean bind(Connection connection, String topic, Map<Integer, Long> ends) throws SQLException {
        boolean isSame = true;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT topic_id, partition_, next_offset FROM " + table)) {
            while (row.next()) {
                String id = row.getString(1);
                isSame &= (id == null || id.equals(topic)) && row.getLong(3) <= ends.getOrDefault(row.getInt(2), 0L);
            }
        }
        String bound = isSame ? "UPDATE " + table + " SET topic_id = ? WHERE topic_id IS NULL" : "DELETE FROM " + table;
        try (PreparedStatement statement = connection.prepareStatement(bound)) {
            if (isSame) {
                statement.setString(1, topic);
            }
            statement.executeUpdate();
        }
        return isSame;
    }

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
    void write(Connection connection, String topic, Map<Integer, Long> next) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table
                + " (topic_id, partition_, next_offset) VALUES (?, ?, ?) ON CONFLICT (partition_) DO UPDATE"
                + " SET topic_id = excluded.topic_id, next_offset = excluded.next_offset")) {
            for (Map.Entry<Integer, Long> partition : next.entrySet()) {
                statement.setString(1, topic);
                statement.setInt(2, partition.getKey());
                statement.setLong(3, partition.getValue());
                statement.executeUpdate();
            }
        }
    }
}
