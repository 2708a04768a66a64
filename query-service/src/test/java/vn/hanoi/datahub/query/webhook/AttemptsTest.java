package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void waitsTwiceAsLongEachTime_upToTenMinutes_andGivesUpAfterADay() {
        Attempts attempts = Attempts.none();
        List<Long> waits = new ArrayList<>();
        Instant now = START;
        while (!attempts.isHopeless(DAY, now)) {
            attempts = attempts.failed("500", FIRST, now);
            waits.add(Duration.between(now, attempts.nextAt()).toSeconds());
            now = attempts.nextAt();
        }
        assertThat(waits).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L, 600L);
        assertThat(Duration.between(START, now)).isBetween(DAY, DAY.plusMinutes(10));
    }

    @Test
    void aSuccessForgetsTheFailures() {
        Attempts after = Attempts.none()
                .failed("500", FIRST, START)
                .failed("503", FIRST, START)
                .delivered(START.plusSeconds(5));
        assertThat(after.failures()).isZero();
        assertThat(after.isHopeless(Duration.ZERO, START.plus(DAY))).isFalse();
        assertThat(after.deliveredAt()).isEqualTo(START.plusSeconds(5));
    }
}
