package vn.hanoi.datahub.query.history;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.values.ReportRelease;

/**
 * The records of the topic of reports, the newest of each key. What a report says, the bulk of it, is read only when it
 * is asked for.
 */
public final class ReportRecords {

    private static final Positions POSITIONS = new Positions("report_log");
    private static final Serde<ReportRelease> FORM = StateSerde.of(new ReportRelease());

    private static final String PUT = """
            INSERT INTO report_record (key_, partition_, offset_, sha256, record, content) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key_) DO UPDATE SET partition_ = excluded.partition_, offset_ = excluded.offset_,
              sha256 = excluded.sha256, record = excluded.record, content = excluded.content""";

    private final HistoryDatabase database;

    public ReportRecords(HistoryDatabase database) {
        this.database = database;
    }

    /**
     * A record and its place in the topic.
     *
     * @param record null if the key was removed
     */
    public record Placed(
            String key,
            int partition,
            long offset,
            @Nullable ReportRelease record) {}

    /**
     * @param records in the order of the topic, without what the reports say
     * @param next position of each partition after them
     */
    public record Stored(List<Placed> records, Map<Integer, Long> next) {}

    /**
     * Returns what is stored: nothing if another version of the hub wrote the records in another form, so that they are
     * read from the topic once more.
     */
    public Stored stored() {
        return database.inSnapshot(connection -> {
            Map<Integer, Long> next = POSITIONS.read(connection);
            List<Placed> records = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT key_, partition_, offset_, record FROM report_record ORDER BY partition_, offset_")) {
                while (row.next()) {
                    records.add(new Placed(row.getString(1), row.getInt(2), row.getLong(3), record(row.getBytes(4))));
                }
            } catch (RuntimeException otherForm) {
                return new Stored(List.of(), Map.of());
            }
            return new Stored(records, next);
        });
    }

    private static ReportRelease record(byte[] bytes) {
        return FORM.deserializer().deserialize("", bytes);
    }

    /**
     * Stores records and how far the topic was read.
     *
     * @param topic Kafka's id of the topic
     * @param records no two have the same key
     */
    public void take(List<Placed> records, String topic, Map<Integer, Long> next) {
        database.inWriting(connection -> {
            for (Placed placed : records) {
                if (placed.record() == null) {
                    remove(connection, placed.key());
                } else {
                    put(connection, placed, placed.record());
                }
            }
            POSITIONS.write(connection, topic, next);
            return records.size();
        });
    }

    /**
     * Removes everything that is from another topic than this one, so that this one is read from its beginning.
     *
     * @param topic Kafka's id of the topic
     * @param ends where each partition ends
     * @return whether anything was
     */
    public boolean clearUnlessOf(String topic, Map<Integer, Long> ends) {
        return database.inWriting(connection -> {
            boolean isOther = !POSITIONS.bind(connection, topic, ends);
            if (isOther) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM report_record");
                }
            }
            return isOther;
        });
    }

    private static void put(Connection connection, Placed placed, ReportRelease record) throws SQLException {
        byte[] content = new byte[record.getContent().remaining()];
        record.getContent().duplicate().get(content);
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, placed.key());
            statement.setInt(2, placed.partition());
            statement.setLong(3, placed.offset());
            statement.setString(4, record.getSha256());
            statement.setBytes(5, FORM.serializer().serialize("", withoutContent(record)));
            statement.setBytes(6, content.length == 0 ? null : content);
            statement.executeUpdate();
        }
    }

    private static void remove(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM report_record WHERE key_ = ?")) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    public static ReportRelease withoutContent(ReportRelease record) {
        return ReportRelease.newBuilder(record)
                .setContent(ByteBuffer.allocate(0))
                .build();
    }

    /**
     * Returns what a version of a report says, as it was frozen.
     *
     * @param sha256 hash of the version
     * @throws HistoryException if it is not stored
     */
    public byte[] content(String sha256) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT content FROM report_record WHERE sha256 = ? AND content IS NOT NULL LIMIT 1")) {
                statement.setString(1, sha256);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("no content has the hash " + sha256);
                    }
                    return row.getBytes(1);
                }
            }
        });
    }
}
