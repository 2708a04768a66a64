package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.period.Granularity;

/** What the catalogue may ask of a fold, and what the processor asks it. */
class FoldKindTest {

    private static Set<FoldKind> those(Predicate<FoldKind> predicate) {
        return EnumSet.allOf(FoldKind.class).stream().filter(predicate).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsWord(FoldKind kind) {
        assertThat(Worded.find(FoldKind.class, kind.word())).contains(kind);
    }

    @Test
    void wordsAreThoseOfTheCatalogue() {
        assertThat(FoldKind.MEMBER_MEAN.word()).isEqualTo("member-mean");
        assertThat(Worded.find(FoldKind.class, "member_mean")).isEmpty();
        assertThat(Worded.find(FoldKind.class, "RATIO")).isEmpty();
    }

    @Test
    void kindsSayWhatTheyNeed() {
        assertThat(those(FoldKind::isState)).containsExactlyInAnyOrder(FoldKind.STATE, FoldKind.STATE_DISTINCT);
        assertThat(those(FoldKind::isDistinct))
                .containsExactlyInAnyOrder(FoldKind.DISTINCT, FoldKind.ROLLING_DISTINCT, FoldKind.STATE_DISTINCT);
        assertThat(those(kind -> kind.dimensionsNeeded() == 1))
                .containsExactlyInAnyOrder(
                        FoldKind.MINIMUM, FoldKind.LATEST, FoldKind.MEMBER_MEAN, FoldKind.MEMBER_MAX);
        assertThat(those(kind -> kind.dimensionsNeeded() == 2))
                .containsExactlyInAnyOrder(FoldKind.FRESHNESS, FoldKind.VN_AQI_HOURLY, FoldKind.VN_AQI_DAILY);
        assertThat(those(FoldKind::countsOccurrences))
                .containsExactlyInAnyOrder(FoldKind.DISTINCT, FoldKind.ROLLING_DISTINCT);
        assertThat(those(kind -> kind.baseNeeded().isPresent()))
                .containsExactlyInAnyOrder(FoldKind.VN_AQI_HOURLY, FoldKind.VN_AQI_DAILY);
        assertThat(those(FoldKind::isOfTheHub)).containsExactly(FoldKind.FRESHNESS);
    }

    /** A new month needs their values anew. */
    @Test
    void theseSpeakForThePeriodsThatCome() {
        FoldSettings settings = new FoldSettings(
                List.of(Granularity.MONTH, Granularity.YEAR), List.of("one", "two"), BigDecimal.ONE, null, false);
        assertThat(those(kind -> kind.over(settings).carries()))
                .containsExactlyInAnyOrder(
                        FoldKind.SNAPSHOT,
                        FoldKind.MINIMUM,
                        FoldKind.REGISTER,
                        FoldKind.STATE,
                        FoldKind.STATE_DISTINCT,
                        FoldKind.ROLLING_DISTINCT,
                        FoldKind.CUMULATIVE);
    }

    @Test
    void aContributionCountsFromItsMomentOn() {
        Instant due = Instant.parse("2025-08-08T10:00:00Z");
        Coordinates at = Worked.at("2025-08", "A " + Worked.ONE, "", Part.FLOW);
        Contribution waits = new Contribution("i", 1, List.of(), at, Tally.ZERO, due);

        assertThat(waits.countsAt(due.minusMillis(1))).isFalse();
        assertThat(waits.countsAt(due)).isTrue();
        assertThat(new Contribution("i", 1, List.of(), at, Tally.ZERO, null).countsAt(Instant.MIN))
                .isTrue();
    }

    @Test
    void aSliceReadsAsItIsCalled() {
        assertThat(Slice.TOTAL).hasToString("total");
        assertThat(Slice.agency("H26.HCC")).hasToString("agency=H26.HCC");
    }
}
