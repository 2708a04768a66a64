package vn.hanoi.datahub.query.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * The numbers of the series in the database. Those that were written last are in memory as well: a city has a hundred
 * thousand series, and joining a batch with all of them takes as long as writing the batch.
 */
final class Series {

    /** About 300 bytes each. */
    private static final int MOST_IN_MEMORY = 100_000;

    private static final String COLUMNS = "indicator, version, dimension, granularity, area, area_since, member";

    /** Series whose numbers are not in memory; it remains in the connection from one batch to the next. */
    private static final String[] EMPTY_STAGING = {
        "DROP TABLE IF EXISTS staging",
        "CREATE TEMP TABLE staging AS SELECT id AS place, " + COLUMNS + " FROM series LIMIT 0"
    };

    private static final String NEW = "INSERT INTO series (" + COLUMNS + ") SELECT " + COLUMNS
            + " FROM staging EXCEPT SELECT " + COLUMNS + " FROM series ORDER BY 1, 2, 3, 4, 5, 6, 7";

    private static final String NUMBERS = """
            SELECT staging.place, s.id FROM series s JOIN staging
              ON s.indicator = staging.indicator AND s.version = staging.version AND s.dimension = staging.dimension
             AND s.granularity = staging.granularity AND s.area = staging.area AND s.area_since = staging.area_since AND s.member = staging.member""";

    private final boolean embedded;
    private final Cache<Line, Integer> known =
            Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

    /** The values of a cell's key that all periods share. */
    record Line(String indicator, int version, String dimension, Granularity granularity, AreaId area, String member) {

        static Line of(ValueKey key) {
            return new Line(
                    key.indicator(),
                    key.version(),
                    key.dimension(),
                    key.period().granularity(),
                    key.area(),
                    key.member());
        }
    }

    Series(boolean embedded) {
        this.embedded = embedded;
    }

    /**
     * Returns the number of the series of each row. Series that are new get one in the transaction of the connection.
     */
    Map<Line, Integer> numbers(Connection connection, Collection<Revision> rows) throws SQLException {
        Map<Line, Integer> numbers = new HashMap<>();
        Set<Line> unknown = new HashSet<>();
        for (Revision row : rows) {
            Line line = row.line();
            Integer number = known.getIfPresent(line);
            if (number == null) {
                unknown.add(line);
            } else {
                numbers.put(line, number);
            }
        }
        if (!unknown.isEmpty()) {
            ask(connection, List.copyOf(unknown), numbers);
        }
        return numbers;
    }

    private void ask(Connection connection, List<Line> unknown, Map<Line, Integer> numbers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String step : EMPTY_STAGING) {
                statement.execute(step);
            }
            List<@Nullable Object[]> staged = new ArrayList<>();
            for (Line line : unknown) {
                staged.add(new @Nullable Object[] {
                    staged.size(),
                    line.indicator(),
                    line.version(),
                    line.dimension(),
                    line.granularity().word(),
                    line.area().code(),
                    line.area().since(),
                    line.member()
                });
            }
            Bulk.insert(connection, embedded, Bulk.TEMPORARY, "staging", staged);
            statement.execute(NEW);
            try (ResultSet number = statement.executeQuery(NUMBERS)) {
                while (number.next()) {
                    numbers.put(unknown.get(number.getInt(1)), number.getInt(2));
                }
            }
        }
    }

    /** Keeps numbers in memory; to be called when the transaction that gave them out is committed. */
    void keep(Map<Line, Integer> numbers) {
        numbers.forEach(known.asMap()::putIfAbsent); // most of them are there: only looked at
    }

    /** Forgets the numbers in memory: the database may be another one. */
    void forget() {
        known.invalidateAll();
    }
}
