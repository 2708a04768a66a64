package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;

/**
 * Writes revisions exactly once: the position in the topic is written in the same transaction. If several query
 * services share a database, the one that is ahead writes; the others detect this and continue from its position.
 */
public final class HistoryWriter {

    private final HistoryDatabase database;
    private final Newest newest;
    private final Series series;
    private final Duration exact;
    private final InstantSource clock;

    /**
     * @param exact how long every revision is kept; of older revisions, as when a history is filled again, only the
     *     last one of a crowded minute is kept
     */
    public HistoryWriter(HistoryDatabase database, Newest newest, Duration exact, InstantSource clock) {
        this.database = database;
        this.newest = newest;
        this.series = new Series(database.isEmbedded());
        this.exact = exact;
        this.clock = clock;
    }

    /**
     * Returns where to continue reading, by partition. The first call for a topic binds this history to it. A history
     * of the former topic continues with the current one from its beginning.
     *
     * @throws HistoryException if the history belongs to another topic
     */
    public Map<Integer, Long> positions(TopicIds topic, Collection<Integer> partitions) {
        series.forget();
        return database.inWriting(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE log SET topic_id = ?, next_offset = 0 WHERE topic_id = ?")) {
                statement.setString(1, topic.current());
                statement.setString(2, topic.former());
                statement.executeUpdate();
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO log (topic_id, partition_, next_offset) VALUES (?, ?, 0) ON CONFLICT DO NOTHING")) {
                for (int partition : partitions) {
                    statement.setString(1, topic.current());
                    statement.setInt(2, partition);
                    statement.executeUpdate();
                }
            }
            return positions(connection, topic);
        });
    }

    static Map<Integer, Long> positions(Connection connection, TopicIds topic) throws SQLException {
        Map<Integer, Long> positions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT topic_id, partition_, next_offset FROM log")) {
            while (row.next()) {
                if (row.getString(1).equals(topic.former())) {
                    continue; // it contains nothing of the new topic yet
                }
                if (!row.getString(1).equals(topic.current())) {
                    throw new HistoryException(
                            "the history was filled from another Kafka: delete it and it is filled anew from this one, or name another by HUB_HISTORY");
                }
                positions.put(row.getInt(2), row.getLong(3));
            }
        }
        return positions;
    }

    /**
     * Writes what was read between two positions.
     *
     * @param values values in the order in which they were published
     * @param from previous position of each partition; partitions that did not move may be omitted
     * @param to current position of each partition
     * @return false if another service has already written from there; then nothing was written, and reading must
     *     continue at its {@link #positions}
     */
    public boolean write(Collection<Value> values, Map<Integer, Long> from, Map<Integer, Long> to) {
        Collection<Revision> batch = rows(values, clock.instant().minus(exact));
        Optional<Map<Series.Line, Integer>> written = database.inWriting(connection -> {
            if (!move(connection, from, to)) {
                connection.rollback();
                return Optional.empty();
            }
            Map<Series.Line, Integer> numbers = series.numbers(connection, batch);
            List<@Nullable Object[]> rows = new ArrayList<>(batch.size());
            List<@Nullable Object[]> changes = new ArrayList<>(batch.size());
            for (Revision row : batch) {
                int number = Objects.requireNonNull(numbers.get(row.line()));
                rows.add(row.fields(number));
                changes.add(row.change(number));
            }
            Bulk.insert(connection, database.isEmbedded(), null, "revision", rows);
            newest.add(connection, changes);
            return Optional.of(numbers);
        });
        written.ifPresent(series::keep);
        return written.isPresent();
    }

    private static Collection<Revision> rows(Collection<Value> values, Instant exactFrom) {
        List<Revision> rows = new ArrayList<>();
        Map<Revision.Key, List<Revision>> old = new LinkedHashMap<>();
        for (Value value : values) {
            Revision row = Revision.of(value);
            if (value.recordedAt().isBefore(exactFrom)) {
                old.computeIfAbsent(row.key(), minute -> new ArrayList<>()).add(row);
            } else {
                rows.add(row);
            }
        }
        for (List<Revision> minute : old.values()) {
            rows.addAll(
                    minute.size() > Revision.FEW
                            ? List.of(minute.stream().reduce(Revision::and).orElseThrow())
                            : minute);
        }
        return rows;
    }

    private static boolean move(Connection connection, Map<Integer, Long> from, Map<Integer, Long> to)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE log SET next_offset = ? WHERE partition_ = ? AND next_offset = ?")) {
            for (Map.Entry<Integer, Long> next : to.entrySet()) {
                statement.setLong(1, next.getValue());
                statement.setInt(2, next.getKey());
                statement.setLong(3, from.getOrDefault(next.getKey(), 0L));
                if (statement.executeUpdate() != 1) {
                    return false;
                }
            }
            return true;
        }
    }
}
