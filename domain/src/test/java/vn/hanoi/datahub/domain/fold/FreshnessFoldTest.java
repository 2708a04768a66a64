package vn.hanoi.datahub.domain.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** Shares worked out by hand. Feeds of {@code land} are asked for every hour, the others every six. */
class FreshnessFoldTest {

    private final MemorySeries series = new MemorySeries(FoldKind.FRESHNESS.over(new FoldSettings(
            List.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR),
            List.of("type", "feed"),
            BigDecimal.valueOf(100),
            null,
            false)));

    private void heard(String agency, String type, String day, int... hours) {
        for (int hour : hours) {
            series.change(
                    new Coordinates(
                            Period.parse(String.format("%sT%02d", day, hour)),
                            agency,
                            agency,
                            List.of(type, agency + "/" + type),
                            "",
                            Part.FLOW),
                    Tally.of(BigDecimal.ZERO, BigDecimal.ZERO));
        }
    }

    private String share(String period, String dimension, String member) {
        Evaluation value = Objects.requireNonNull(series.value(period, new Slice(dimension, member)));
        return value.numerator() + "/" + value.denominator();
    }

    @Test
    void theHoursCountSinceTheFirstEvent() {
        heard("always", "land", "2025-09-10", 6, 7, 8, 9, 10, 11);
        heard("some", "land", "2025-09-10", 8, 10);
        heard("some", "health", "2025-09-10", 8);

        assertThat(share("2025-09-10", "feed", "always/land")).isEqualTo("6/6");
        assertThat(share("2025-09-10", "feed", "some/land")).isEqualTo("2/4"); // 8 and 10 of 8 to 11
        assertThat(share("2025-09-10", "feed", "some/health")).isEqualTo("4/4"); // within six hours of 8
        assertThat(share("2025-09-10", Slice.AGENCY, "some")).isEqualTo("6/8");
        assertThat(share("2025-09-10", "type", "land")).isEqualTo("8/10");
        assertThat(share("2025-09-10", "", "")).isEqualTo("12/14");
        assertThat(share("2025", "", "")).isEqualTo("12/14");
    }

    @Test
    void nothingIsExpectedAfterTheEndOfAnAgency() {
        heard("lively", "land", "2025-09-11", 8, 9);
        heard("ended", "land", "2025-09-11", 8);
        heard("lively", "land", "2025-09-12", 8, 9, 10);

        assertThat(share("2025-09-11", "feed", "ended/land")).isEqualTo("1/2");
        assertThat(series.value("2025-09-12", new Slice("feed", "ended/land"))).isNull();
        assertThat(share("2025-09", "feed", "ended/land")).isEqualTo("1/2");
        assertThat(share("2025-09", "type", "land")).isEqualTo("6/7");
    }

    @Test
    void theHubsOwnDowntimeIsHeldAgainstNobody() {
        // Nobody was heard from 10 to 20, so the hub was away.
        heard("other", "health", "2025-09-10", 8, 9, 21, 22);
        heard("one", "land", "2025-09-10", 8, 9, 21);
        heard("slow", "health", "2025-09-10", 8);

        assertThat(share("2025-09-10", "feed", "one/land")).isEqualTo("3/4");
        assertThat(share("2025-09-10", "feed", "slow/health")).isEqualTo("4/4"); // three listening hours of six
    }

    @Test
    void aSilentFeedCountsAsLateDayAfterDay_untilItIsHeardAgain() {
        heard("lively", "land", "2024-12-31", 22, 23);
        heard("silent", "health", "2024-12-31", 22);
        for (int hour = 0; hour < 10; hour++) {
            heard("lively", "land", "2025-01-01", hour);
        }
        heard("lively", "land", "2025-01-02", 0, 1);

        // Four of the six hours it may be silent are left at midnight.
        assertThat(share("2025-01-01", "feed", "silent/health")).isEqualTo("4/10");
        assertThat(share("2025-01-02", "feed", "silent/health")).isEqualTo("0/2");
        assertThat(share("2025-01", "feed", "silent/health")).isEqualTo("4/12");

        // What comes late to the log's other partitions heals.
        heard("silent", "health", "2025-01-01", 9);

        assertThat(share("2025-01-01", "feed", "silent/health")).isEqualTo("5/10");
        assertThat(share("2025-01-02", "feed", "silent/health")).isEqualTo("2/2");
        assertThat(share("2025-01", "feed", "silent/health")).isEqualTo("7/12");
    }

    @Test
    void whatComesLateHealsAllDaysAfterIt_alsoInTheNextYear() {
        heard("lively", "land", "2024-12-30", 0, 1, 2, 3, 4, 5);
        heard("lively", "land", "2024-12-31", 0, 1, 2, 3);
        heard("lively", "land", "2025-01-01", 0, 1);
        heard("lively", "land", "2025-01-02", 0, 1);
        heard("silent", "health", "2024-12-30", 0);

        assertThat(share("2024-12-30", "feed", "silent/health")).isEqualTo("6/6");
        assertThat(share("2024-12-31", "feed", "silent/health")).isEqualTo("0/4");
        assertThat(share("2025-01-02", "feed", "silent/health")).isEqualTo("0/2");

        heard("silent", "health", "2024-12-31", 3);

        assertThat(share("2024-12-31", "feed", "silent/health")).isEqualTo("1/4");
        assertThat(share("2025-01-01", "feed", "silent/health")).isEqualTo("2/2");
        assertThat(share("2025-01-02", "feed", "silent/health")).isEqualTo("2/2");
    }

    /** One hour of the day it was heard, two of the day between: three are gone, and after six it is late. */
    @Test
    void silenceGoesOnOverDays() {
        heard("lively", "land", "2025-09-10", 0, 1);
        heard("lively", "land", "2025-09-11", 4, 5);
        heard("lively", "land", "2025-09-12", 0, 1, 2);
        heard("silent", "health", "2025-09-10", 0);

        assertThat(share("2025-09-12", "feed", "silent/health")).isEqualTo("2/3");
    }
}
