package vn.hanoi.datahub.query.ngsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.query.view.ValueKey;

class EntitiesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-11-19T08:00:00Z");

    /** The newest value of every area, all of one period. */
    private record Newest(Period period) implements Readings {
        @Override
        public Stream<Value> list(ValueFilter wanted, int limit) {
            return Stream.empty();
        }

        @Override
        public List<Value> revisions(ValueFilter wanted, int limit) {
            return List.of();
        }

        @Override
        public Optional<Value> latest(IndicatorDefinition definition, Granularity granularity, AreaId area) {
            return Optional.of(new Value(
                    new ValueKey(definition.id(), 1, "", area, "", period),
                    50.0,
                    null,
                    null,
                    1,
                    null,
                    1,
                    RECORDED,
                    RECORDED,
                    false));
        }

        @Override
        public boolean areWhole(IndicatorDefinition definition) {
            return true;
        }
    }

    /** The running year ends in the future, and nothing is observed there. */
    @ParameterizedTest
    @CsvSource({"2026, 2026-11-19T08:00:00Z", "2025, 2025-12-31T17:00:00Z", "2026-10, 2026-10-31T17:00:00Z"})
    void aValueIsObservedWhenItsPeriodEndsOrElseWhenItWasRecorded(String period, String observedAt) {
        Entities entities = new Entities(
                Shipped.CATALOGUE, new Definitions(Shipped.CATALOGUE), new Newest(Period.parse(period)), () -> NOW);

        assertThat(entities.list(Entities.KPI))
                .isNotEmpty()
                .allSatisfy(entity -> assertThat(entity.form(Set.of(), false, false))
                        .extractingByKey("kpiValue", InstanceOfAssertFactories.map(String.class, Object.class))
                        .containsEntry("observedAt", observedAt));
    }

    /** A type is what the context of its data model makes of its name, and not what the last word of an IRI is. */
    @ParameterizedTest
    @CsvSource({
        "KeyPerformanceIndicator, KeyPerformanceIndicator",
        "https://smartdatamodels.org/dataModel.KeyPerformanceIndicator/KeyPerformanceIndicator, KeyPerformanceIndicator",
        "https://smartdatamodels.org/dataModel.Environment/AirQualityObserved, AirQualityObserved",
        "https://evil.org/KeyPerformanceIndicator, https://evil.org/KeyPerformanceIndicator",
        "https://smartdatamodels.org/dataModel.Environment/KeyPerformanceIndicator, https://smartdatamodels.org/dataModel.Environment/KeyPerformanceIndicator"
    })
    void aTypeIsNamedInShortOrByItsIri(String asked, String found) {
        EntitiesRequest request =
                new EntitiesRequest(asked, null, null, null, null, null, null, null, null, null, null);

        assertThat(request.asked().types()).containsExactly(found);
    }
}
