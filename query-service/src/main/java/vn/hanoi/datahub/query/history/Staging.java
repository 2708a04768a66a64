package vn.hanoi.datahub.query.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

/** Loads a batch of revisions into a temporary table of the connection, from which SQL distributes it. */
final class Staging {

    private static final String TABLE = """
            CREATE TEMP TABLE staging AS
            SELECT s.indicator, s.version, s.dimension, s.granularity, s.area, s.area_since, s.member, r.*
            FROM series s JOIN revision r ON r.series = s.id LIMIT 0""";

    private Staging() {}

    static void fill(Connection connection, boolean embedded, Collection<Revision> batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS staging"); // it remains from the last use of this connection
            statement.execute(TABLE);
        }
        Bulk.insert(
                connection,
                embedded,
                Bulk.TEMPORARY,
                "staging",
                batch.stream().map(Staging::fields).toList());
    }

    /** Returns a revision in the order of the table's columns; its series is not known yet. */
    private static @Nullable Object[] fields(Revision revision) {
        Value value = revision.value();
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
            utc(revision.minute()),
            utc(revision.since()),
            utc(value.recordedAt()),
            utc(value.firstRecordedAt()),
            value.value(),
            value.numerator(),
            value.denominator(),
            value.events(),
            value.coverage(),
            value.revision()
        };
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
