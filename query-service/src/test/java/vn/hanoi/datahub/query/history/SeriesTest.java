package vn.hanoi.datahub.query.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.RecentWindow;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;

/** Numbers of series in memory are those of the database, whatever became of the batch that brought them. */
class SeriesTest {

    private static final TopicIds TOPIC = new TopicIds("topic", null);
    private static final IndicatorDefinition DEFINITION =
            Shipped.CATALOGUE.findDefinition("dg.tthc_on_time").orElseThrow();
    private static final Instant NINE = Instant.parse("2026-04-03T02:00:00Z");

    @TempDir
    private Path folder;

    private HistoryDatabase database;
    private HistoryWriter writer;
    private History history;

    @BeforeEach
    void open() {
        database = HistoryDatabase.open("jdbc:duckdb:" + folder.resolve("values.duckdb"), "", "", "200MB");
        Newest newest = new Newest(database, new RecentWindow(Duration.ofHours(24), Duration.ofDays(1)));
        writer = new HistoryWriter(database, newest, Duration.ofDays(1), () -> NINE);
        history = new History(database);
        writer.positions(TOPIC, List.of(0));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Value value(String month, String numerator) {
        return new Value(
                new ValueKey(
                        DEFINITION.id(),
                        DEFINITION.version(),
                        "",
                        new AreaId("01", LocalDate.of(2008, 8, 1)),
                        "",
                        Period.parse(month)),
                50.0,
                new BigDecimal(numerator),
                BigDecimal.TEN,
                7,
                null,
                1,
                NINE,
                NINE,
                false);
    }

    private void write(long from, Value value) {
        assertThat(writer.write(List.of(value), Map.of(0, from), Map.of(0, from + 1)))
                .isTrue();
    }

    private List<Value> months() {
        return history.list(ValueFilter.totals(DEFINITION, Granularity.MONTH), 10);
    }

    /** Seven decimals do not fit into the table. */
    @Test
    void aSeriesOfABatchThatFailedIsNotKnown() {
        assertThatThrownBy(() -> write(0, value("2026-02", "0.3333333"))).isInstanceOf(ArithmeticException.class);

        write(0, value("2026-03", "5"));

        assertThat(months()).containsExactly(value("2026-03", "5"));
    }

    @Test
    void aStartAsksTheDatabaseAgain_whichMayBeOneThatWasRestored() {
        write(0, value("2026-02", "5"));
        database.inWriting(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM revision");
                statement.execute("DELETE FROM newest_change");
                return statement.execute("DELETE FROM series");
            }
        });

        writer.positions(TOPIC, List.of(0));
        write(1, value("2026-03", "5"));

        assertThat(months()).containsExactly(value("2026-03", "5"));
    }
}
