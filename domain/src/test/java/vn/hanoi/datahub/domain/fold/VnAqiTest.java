package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of Decision 1459/QĐ-TCMT, section 2.3, and the places where its text leaves room. */
class VnAqiTest {

    private static final List<Double> NEWEST_FIRST =
            newestFirst(26.9, 24.7, 20.5, 23.5, 19.5, 16.5, 19.0, 16.5, 20.3, 22.4, 19.6, 20.6);

    private static List<Double> newestFirst(Double... oldestFirst) {
        List<Double> hours = new ArrayList<>(Arrays.asList(oldestFirst));
        Collections.reverse(hours);
        return hours;
    }

    @Test
    void nowcastOfTheDecisionsExample() {
        assertThat(VnAqi.nowcast(NEWEST_FIRST)).isCloseTo(20.266, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({
        "O3_1H, 136.1, 42.53",
        "NO2, 118.7, 59.35",
        "PM25, 20.3, 40.6",
        "O3_8H, 89.3, 44.65",
        "O3_1H, 114.6, 35.81",
        "NO2, 130.8, 65.4",
        "PM25, 55.7, 109.5",
        "PM25, 25, 50",
        "PM25, 0, 0",
        "SO2, 5000, 500",
        "PM10, 600, 500"
    })
    void subIndexOfAConcentration(VnAqi.Scale scale, double concentration, double index) {
        assertThat(scale.subIndex(concentration)).isCloseTo(index, within(0.005));
    }

    @Test
    void nowcastNeedsTwoOfTheThreeNewestHours() {
        assertThat(VnAqi.nowcast(Arrays.asList(30.0, null, null, 30.0, 30.0))).isNull();
        assertThat(VnAqi.nowcast(Arrays.asList(null, 30.0, 30.0))).isEqualTo(30.0);
    }

    @Test
    void nowcastIsNormalisedByItsWeights_alsoWhereTheWeightIsOneHalf() {
        assertThat(VnAqi.nowcast(Arrays.asList(100.0, 10.0))).isCloseTo((100 + 0.5 * 10) / 1.5, within(1e-9));
    }

    @Test
    void ozoneIsTheHigherOfHourAndEightHours() {
        List<Double> day = new ArrayList<>(Collections.nCopies(24, 119.0));
        day.set(3, 130.0);

        assertThat(VnAqi.dailyOzone(day)).isCloseTo(VnAqi.Scale.O3_8H.subIndex(120.375), within(1e-9));
    }

    @Test
    void categoriesChangeAboveTheirUpperEnd() {
        assertThat(VnAqiCategory.of(50)).isEqualTo(VnAqiCategory.GOOD);
        assertThat(VnAqiCategory.of(51)).isEqualTo(VnAqiCategory.MODERATE);
        assertThat(VnAqiCategory.of(301).colour()).isEqualTo("#7E0023");
    }

    /** The 8-hour scale ends at 400, where it says more than the 1-hour scale does. */
    @Test
    void ozoneOfEightHoursCounts_upToTheEndOfItsScale_andToTheLastHourOfTheDay() {
        assertThat(VnAqi.dailyOzone(Collections.nCopies(24, 400.0))).isEqualTo(300.0);
        assertThat(VnAqi.dailyOzone(Collections.nCopies(24, 401.0))).isEqualTo(VnAqi.Scale.O3_1H.subIndex(401));

        List<Double> evening = new ArrayList<>(Collections.nCopies(16, 0.0));
        evening.addAll(Collections.nCopies(8, 100.0));
        assertThat(VnAqi.dailyOzone(evening)).isEqualTo(50.0);
    }

    @Test
    void anEightHourMeanNeedsSixOfItsHours() {
        List<Double> day = new ArrayList<>(Collections.nCopies(24, null));
        Collections.fill(day.subList(0, 5), 100.0);
        assertThat(VnAqi.dailyOzone(day)).isEqualTo(VnAqi.Scale.O3_1H.subIndex(100));
        day.set(5, 100.0);
        assertThat(VnAqi.dailyOzone(day)).isEqualTo(50.0);
        assertThat(VnAqi.dailyOzone(Collections.nCopies(24, null))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"12.4, 12", "12.5, 13", "12.4999999999, 13", "12.499, 12", "0, 0", "99.6, 100"})
    void anIndexIsRoundedHalfUp(double index, double published) {
        assertThat(VnAqi.rounded(index)).isEqualTo(published);
    }

    @Test
    void aboveTheLastCategoryThereIsNone() {
        assertThat(VnAqiCategory.of(500.1)).isEqualTo(VnAqiCategory.HAZARDOUS);
        assertThat(VnAqiCategory.HAZARDOUS.vietnamese()).isEqualTo("Nguy hại");
        assertThat(VnAqiCategory.HAZARDOUS.english()).isEqualTo("Hazardous");
    }
}
