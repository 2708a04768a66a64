package vn.hanoi.datahub.domain.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.domain.period.CityTime;

/** Silence is counted in the hours in which the hub heard anybody; the seed is in the name of the failing case. */
class HubActivityTest {

    private static final int ALL_DAY = (1 << 24) - 1;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void silenceIsWhatPassed_lessTheFullHoursInWhichNobodyWasHeard(int seed) {
        Random random = new Random(seed);
        HubActivity listening = new HubActivity();
        Set<LocalDateTime> heard = new HashSet<>();
        LocalDate first = LocalDate.of(2025, 12, 30);
        for (int i = 0; i < 60; i++) {
            LocalDateTime hour = first.plusDays(random.nextInt(4)).atTime(random.nextInt(24), 0);
            heard.add(hour);
            listening.hear(hour.toLocalDate(), 1 << hour.getHour());
        }
        for (int i = 0; i < 200; i++) {
            Instant last = Instant.parse("2025-12-29T17:00:00Z").plusSeconds(random.nextInt(3 * 86_400));
            Instant now = last.plusSeconds(random.nextInt(2 * 86_400));

            assertThat(listening.silentFor(last, now))
                    .as("%s to %s", last, now)
                    .isEqualTo(hourByHour(heard, last, now));
        }
    }

    @Test
    void whatIsForgottenWasHeardByNobody() {
        HubActivity listening = new HubActivity();
        LocalDate day = LocalDate.of(2026, 1, 2);
        listening.hear(day.minusDays(1), ALL_DAY);
        listening.hear(day, ALL_DAY);
        Instant last = CityTime.startOf(day.minusDays(1));
        Instant now = CityTime.startOf(day.plusDays(1));

        assertThat(listening.silentFor(last, now)).isEqualTo(Duration.ofHours(48));
        listening.forgetBefore(day);
        assertThat(listening.silentFor(last, now))
                .as("the hour of the last event, and the day that is known")
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void whatSpeaksOfATimeBeforeTheHubListened_isAsOldAsItIs() {
        HubActivity listening = new HubActivity();
        LocalDate day = LocalDate.of(2026, 1, 2);
        listening.hear(day, 1 << 8 | 1 << 9);
        Instant now = CityTime.startOf(day).plus(Duration.ofHours(11));

        assertThat(listening.silentSince(CityTime.startOf(day.minusDays(30)), now))
                .as("30 days and 8 hours, the two that it listened, and the running one")
                .isEqualTo(Duration.ofDays(30).plusHours(8 + 2));
        assertThat(listening.silentSince(CityTime.startOf(day).plus(Duration.ofHours(9)), now))
                .isEqualTo(listening.silentFor(CityTime.startOf(day).plus(Duration.ofHours(9)), now));
    }

    private static Duration hourByHour(Set<LocalDateTime> heard, Instant last, Instant now) {
        Duration silent = Duration.between(last, now);
        LocalDateTime current = CityTime.at(now).truncatedTo(ChronoUnit.HOURS);
        for (LocalDateTime hour =
                        CityTime.at(last).truncatedTo(ChronoUnit.HOURS).plusHours(1);
                hour.isBefore(current);
                hour = hour.plusHours(1)) {
            silent = heard.contains(hour) ? silent : silent.minusHours(1);
        }
        return silent.isNegative() ? Duration.ZERO : silent;
    }
}
