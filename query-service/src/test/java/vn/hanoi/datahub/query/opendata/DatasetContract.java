package vn.hanoi.datahub.query.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What files and data dictionaries rely on in every dataset. */
abstract class DatasetContract {

    private static final Map<Column.Type, Class<?>> JAVA = Map.of(
            Column.Type.TEXT, String.class,
            Column.Type.WHOLE, Long.class,
            Column.Type.NUMBER, Double.class,
            Column.Type.DECIMAL, BigDecimal.class,
            Column.Type.DATE, LocalDate.class,
            Column.Type.TIME, OffsetDateTime.class,
            Column.Type.BOOLEAN, Boolean.class);

    abstract Stream<Dataset> datasets();

    @Test
    void everyRowHasACellOfItsTypeForEveryColumn() {
        datasets().forEach(dataset -> {
            List<Column> columns = dataset.columns();
            List<List<@Nullable Object>> rows = dataset.rows().toList();
            assertThat(rows).as(dataset.id()).isNotEmpty();
            for (List<@Nullable Object> row : rows) {
                assertThat(row).as(dataset.id()).hasSameSizeAs(columns);
                for (int i = 0; i < row.size(); i++) {
                    if (row.get(i) != null) {
                        assertThat(row.get(i))
                                .as(dataset.id() + ", " + columns.get(i).name())
                                .isInstanceOf(JAVA.get(columns.get(i).type()));
                    }
                }
            }
        });
    }

    @Test
    void everyColumnHasANameOfItsOwn_andIsDescribedInBothLanguages() {
        datasets().forEach(dataset -> {
            assertThat(dataset.columns()).extracting(Column::name).doesNotHaveDuplicates();
            assertThat(dataset.columns()).allSatisfy(column -> {
                assertThat(column.meaning().vi()).isNotBlank();
                assertThat(column.meaning().en()).isNotBlank();
            });
        });
    }

    @Test
    void whatDidNotChangeHasTheSameState() {
        List<String> once = datasets().map(Dataset::state).toList();
        assertThat(datasets().map(Dataset::state)).isEqualTo(once);
    }
}
