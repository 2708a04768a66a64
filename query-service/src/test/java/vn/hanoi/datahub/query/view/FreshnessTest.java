package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Late is told fairly: hours in which the hub heard nobody are held against nobody. */
class FreshnessTest {

    private static final LocalDate DAY = LocalDate.of(2025, 9, 10);
    private static final Duration HOURLY = Duration.ofHours(1);

    /** 11:30 in Hà Nội. */
    private static final Instant NOW = Instant.parse("2025-09-10T04:30:00Z");

    /** Heard in these hours of the day. */
    private static LogCounts.Entry heard(String agency, int... hours) {
        int bits = 0;
        for (int hour : hours) {
            bits |= 1 << hour;
        }
        int last = hours[hours.length - 1];
        Instant lastAt =
                DAY.atTime(last, 0).atOffset(java.time.ZoneOffset.ofHours(7)).toInstant();
        return new LogCounts.Entry(agency, "air-observation", DAY, 0, null, hours.length, bits, 1, lastAt);
    }

    @Test
    void aFeedIsLateAfterItsCadence_andSilentAfterTwice() {
        Freshness freshness =
                new Freshness(Stream.of(heard("onTime", 8, 9, 10, 11), heard("late", 8, 9, 10), heard("silent", 8)));

        assertThat(freshness.state("onTime", "air-observation", HOURLY, NOW)).isEqualTo(Freshness.State.ON_TIME);
        assertThat(freshness.state("late", "air-observation", HOURLY, NOW)).isEqualTo(Freshness.State.LATE);
        assertThat(freshness.state("silent", "air-observation", HOURLY, NOW)).isEqualTo(Freshness.State.SILENT);
        assertThat(freshness.state("nobody", "air-observation", HOURLY, NOW)).isEqualTo(Freshness.State.NEVER);
    }

    @Test
    void theHubsOwnDowntimeIsHeldAgainstNobody() {
        // nobody was heard at 9:00 and 10:00, so the hub was away
        Freshness freshness = new Freshness(Stream.of(heard("one", 8), heard("other", 8, 11)));

        assertThat(freshness.silentFor("one", "air-observation", NOW)).isEqualTo(Duration.ofMinutes(90));
    }
}
