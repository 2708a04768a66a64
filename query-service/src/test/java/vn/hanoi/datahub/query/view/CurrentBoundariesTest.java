package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Re-basing shares out and neither loses nor invents. */
class CurrentBoundariesTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final CurrentBoundaries BOUNDARIES =
            new CurrentBoundaries(CATALOGUE, java.time.InstantSource.system());
    private static final IndicatorDefinition RATIO =
            CATALOGUE.findDefinition("dg.tthc_on_time").orElseThrow();
    private static final List<Area> OLD = CATALOGUE.areas().list(AreaRegister.LAST_DAY_OF_OLD_UNITS, AreaLevel.COMMUNE);

    private static Value value(Area area, String period, int numerator, int denominator) {
        return new Value(
                new ValueKey(RATIO.id(), 1, "", area.id(), "", Period.parse(period)),
                100.0 * numerator / denominator,
                BigDecimal.valueOf(numerator),
                BigDecimal.valueOf(denominator),
                denominator,
                1.0,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }

    /** With sixteen digits, a third would be another number than where boundaries have not changed. */
    @Test
    void aValueIsTheNumberNearestToTheExactOne() {
        Stream<Value> reported = OLD.stream().map(area -> value(area, "2025-03", 1, 3));

        assertThat(BOUNDARIES.rebased(RATIO, reported)).extracting(Value::value).containsOnly(33.333333333333336);
    }

    @Test
    void theSharesAddUpToWhatTheOldUnitsHad() {
        Random random = new Random(1);
        List<Value> reported = new ArrayList<>();
        OLD.forEach(area -> reported.add(value(area, "2025-03", random.nextInt(50), 50 + random.nextInt(50))));

        List<Value> rebased = BOUNDARIES.rebased(RATIO, reported.stream()).toList();

        assertThat(rebased).hasSize(126);
        assertThat(sum(rebased)).isCloseTo(sum(reported), Percentage.withPercentage(0.001));
        assertThat(rebased).allSatisfy(value -> assertThat(value.value()).isBetween(0.0, 100.0));
    }

    private static double sum(List<Value> values) {
        return values.stream()
                .mapToDouble(value -> value.denominator().doubleValue())
                .sum();
    }

    @Test
    void onlyTheHeirsOfDividedUnitsAreEstimates() {
        List<Value> reported =
                OLD.stream().map(area -> value(area, "2025-03", 1, 2)).toList();
        Map<String, Boolean> estimated = CATALOGUE.areas().transfers().stream()
                .collect(Collectors.toMap(
                        transfer -> transfer.newCommune(), transfer -> transfer.estimated(), Boolean::logicalOr));

        assertThat(BOUNDARIES.rebased(RATIO, reported.stream()))
                .allSatisfy(value -> assertThat(value.estimated())
                        .as(value.key().area().toString())
                        .isEqualTo(estimated.get(value.key().area().code())));
        assertThat(estimated.values()).contains(true, false);
    }

    @Test
    void aYearThatHoldsTheChangeAddsBothHalves() {
        Area heir = CATALOGUE.areas().findLatest("00004").orElseThrow();
        List<Value> reported = new ArrayList<>();
        reported.add(value(heir, "2025", 3, 4));
        OLD.stream().filter(area -> area.code().equals("00004")).forEach(old -> reported.add(value(old, "2025", 1, 2)));

        List<Value> rebased = BOUNDARIES
                .rebased(RATIO, reported.stream())
                .filter(value -> value.key().area().equals(heir.id()))
                .toList();

        assertThat(rebased).singleElement().satisfies(value -> {
            double share = CATALOGUE.areas().transfers().stream()
                    .filter(transfer -> transfer.oldCommune().equals("00004")
                            && transfer.newCommune().equals("00004"))
                    .mapToDouble(transfer -> transfer.weight())
                    .sum();
            assertThat(value.denominator().doubleValue()).isCloseTo(4 + 2 * share, Percentage.withPercentage(1e-4));
        });
    }

    /** As all other values: the nearest double to the exact quotient. */
    @Test
    void isAsPreciseAsWhatWasPublished() {
        Area heir = CATALOGUE.areas().findLatest("00004").orElseThrow();

        assertThat(BOUNDARIES.rebased(RATIO, Stream.of(value(heir, "2025", 1, 3))))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isEqualTo(33.333333333333336));
    }

    @Test
    void whatCannotBeSharedOutIsNot() {
        IndicatorDefinition air = CATALOGUE.findDefinition("air.vn_aqi_daily").orElseThrow();

        assertThat(BOUNDARIES.rebased(air, OLD.stream().map(area -> value(area, "2025-03", 1, 2))))
                .isEmpty();
    }

    /** Of 00004, a part is hidden: its sum would be too low. In May nothing is. */
    @Test
    void aUnitOfWhichAPartIsHiddenHasNoValue() {
        Area heir = CATALOGUE.areas().findLatest("00004").orElseThrow();
        List<Value> shown = new ArrayList<>();
        OLD.forEach(area -> shown.add(value(area, "2025-05", 3, 5)));
        OLD.stream()
                .filter(area -> !area.code().equals("00004"))
                .forEach(area -> shown.add(value(area, "2025-03", 3, 5)));
        CATALOGUE.areas().list(LocalDate.of(2025, 7, 1), AreaLevel.COMMUNE).forEach(area -> {
            shown.add(value(area, "2025-08", 3, 5));
            shown.add(value(area, "2025", 3, 5));
        });

        List<Value> rebased = BOUNDARIES.rebasedWhole(RATIO, shown.stream()).toList();

        assertThat(rebased.stream().filter(value -> value.key().area().equals(heir.id())))
                .extracting(value -> value.key().period().text())
                .containsExactly("2025-05", "2025-08");
        assertThat(periods(rebased, "2025-05")).isEqualTo(126);
        assertThat(periods(rebased, "2025-08")).isEqualTo(126);
        assertThat(periods(rebased, "2025")).as("no former unit is there").isZero();
        assertThat(periods(rebased, "2025-03")).isBetween(120L, 125L);
    }

    private static long periods(List<Value> values, String period) {
        return values.stream()
                .filter(value -> value.key().period().text().equals(period))
                .count();
    }
}
