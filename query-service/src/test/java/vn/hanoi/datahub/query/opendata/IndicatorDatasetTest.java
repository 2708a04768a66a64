package vn.hanoi.datahub.query.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Updates;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;

class IndicatorDatasetTest extends DatasetContract {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final IndicatorDefinition ON_TIME =
            Shipped.CATALOGUE.findDefinition("dg.tthc_on_time").orElseThrow();

    private static Released released(boolean hidden) {
        ValueKey key = new ValueKey(
                ON_TIME.id(),
                ON_TIME.version(),
                "",
                Shipped.CATALOGUE.areas().city().id(),
                "",
                Period.parse("2025-08"));
        Value value = new Value(key, 75.0, new BigDecimal("3"), new BigDecimal("4"), 4, 0.5, 2, NOW, NOW, false);
        return new Released(value, hidden, NOW);
    }

    @Override
    Stream<Dataset> datasets() {
        return Stream.of(new IndicatorDataset(ON_TIME, Shipped.CATALOGUE, new TwoRows(), NOW));
    }

    @Test
    void aHiddenRowHasNoNumbers_noStateAndNoRevision() {
        Dataset dataset = datasets().findFirst().orElseThrow();
        List<String> told = dataset.columns().stream().map(Column::name).toList();
        List<Object> shown = dataset.rows().toList().get(0);
        List<Object> hidden = dataset.rows().toList().get(1);
        for (String number : List.of("value", "numerator", "denominator", "events", "coverage", "status", "revision")) {
            assertThat(shown.get(told.indexOf(number))).as(number).isNotNull();
            assertThat(hidden.get(told.indexOf(number))).as(number).isNull();
        }
    }

    private static final class TwoRows implements IndicatorDataset.Figures {

        @Override
        public Stream<Released> now() {
            return Stream.of(released(false), released(true));
        }

        @Override
        public Stream<Released> then(Instant moment) {
            return now();
        }

        @Override
        public String state() {
            return "1";
        }

        @Override
        public Optional<Updates> updates() {
            return Optional.empty();
        }

        @Override
        public Text note() {
            return new Text("Ghi chú", "Note");
        }
    }
}
