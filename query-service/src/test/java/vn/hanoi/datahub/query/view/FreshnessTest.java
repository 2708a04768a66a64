package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Feed;

/** Late is told fairly: hours in which the hub heard nobody are held against nobody. */
class FreshnessTest {

    private static final LocalDate DAY = LocalDate.of(2025, 9, 10);
    private static final Duration HOURLY = Duration.ofHours(1);

    /** 11:30 in Hà Nội. */
    private static final Instant NOW = Instant.parse("2025-09-10T04:30:00Z");

    private static Feed feed(String agency) {
        return new Feed(agency, "air-observation");
    }

    private static Freshness of(LogCounts.Entry... counts) {
        LogCounts all = new LogCounts();
        Stream.of(counts).forEach(all::put);
        return all.freshness();
    }

    /** Heard in these hours of the day. */
    private static LogCounts.Entry heard(String agency, int... hours) {
        int bits = 0;
        for (int hour : hours) {
            bits |= 1 << hour;
        }
        int last = hours[hours.length - 1];
        Instant lastAt =
                DAY.atTime(last, 0).atOffset(java.time.ZoneOffset.ofHours(7)).toInstant();
        return new LogCounts.Entry(feed(agency), DAY, 0, null, hours.length, bits, 1, lastAt, lastAt);
    }

    @Test
    void aFeedIsLateAfterItsCadence_andSilentAfterTwice() {
        Freshness freshness = of(heard("onTime", 8, 9, 10, 11), heard("late", 8, 9, 10), heard("silent", 8));

        assertThat(freshness.state(feed("onTime"), HOURLY, NOW)).isEqualTo(Freshness.State.ON_TIME);
        assertThat(freshness.state(feed("late"), HOURLY, NOW)).isEqualTo(Freshness.State.LATE);
        assertThat(freshness.state(feed("silent"), HOURLY, NOW)).isEqualTo(Freshness.State.SILENT);
        assertThat(freshness.state(feed("nobody"), HOURLY, NOW)).isEqualTo(Freshness.State.NEVER);
    }

    /** What came again, or was late by months, says nothing of now. */
    @Test
    void aDuplicateOrALateReportIsNoSignOfLife() {
        LogCounts.Entry heardNow = heard("one", 8, 9, 10, 11);
        LogCounts.Entry ofLastYear =
                new LogCounts.Entry(feed("old"), DAY, 0, null, 1, 1 << 11, 1, NOW, NOW.minus(Duration.ofDays(200)));
        LogCounts.Entry again = new LogCounts.Entry(
                feed("again"), DAY, 0, null, 2, 1 << 8 | 1 << 11, 2, NOW, NOW.minus(Duration.ofHours(3)));

        Freshness freshness = of(heardNow, ofLastYear, again);

        assertThat(freshness.state(feed("one"), HOURLY, NOW)).isEqualTo(Freshness.State.ON_TIME);
        assertThat(freshness.state(feed("old"), HOURLY, NOW)).isEqualTo(Freshness.State.SILENT);
        assertThat(freshness.silentFor(feed("old"), NOW)).isGreaterThan(Duration.ofDays(199));
        assertThat(freshness.state(feed("again"), HOURLY, NOW)).isEqualTo(Freshness.State.SILENT);
        assertThat(freshness.lastAt(feed("again")))
                .as("and when it came is still told")
                .contains(NOW);
    }

    @Test
    void theHubsOwnDowntimeIsHeldAgainstNobody() {
        // nobody was heard at 9:00 and 10:00, so the hub was away
        Freshness freshness = of(heard("one", 8), heard("other", 8, 11));

        assertThat(freshness.silentFor(feed("one"), NOW)).isEqualTo(Duration.ofMinutes(90));
    }

    /** A feed that has been silent for longer than counts are kept is silent, and not unheard of. */
    @Test
    void whenAFeedWasHeardLast_isKnownEvenWhenItsDayIsForgotten() {
        Freshness freshness = of(heard("one", 8), heard("other", 8, 9, 10, 11));

        freshness.forgetBefore(DAY.plusDays(1));

        assertThat(freshness.lastAt(feed("one"))).contains(Instant.parse("2025-09-10T01:00:00Z"));
        assertThat(freshness.state(feed("one"), HOURLY, NOW)).isNotEqualTo(Freshness.State.NEVER);
        // the hours between are nobody's any more, so only the running hour and the rest of the last one count
        assertThat(freshness.silentFor(feed("one"), NOW)).isEqualTo(Duration.ofMinutes(90));
        assertThat(freshness.silentFor(feed("nobody"), NOW)).isZero();
    }
}
