package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a task may say that no more records arrive. */
class ArrivalsTest {

    private final AtomicLong records = new AtomicLong();
    private final Arrivals arrivals = new Arrivals(records, Duration.ofMillis(200));

    private boolean areExpectedAfterLookingAt(long... times) {
        for (long time : times) {
            arrivals.look(time);
        }
        return arrivals.areExpected();
    }

    @Test
    void noneAreExpectedBeforeTheFirst() {
        assertThat(arrivals.areExpected()).isFalse();
        assertThat(areExpectedAfterLookingAt(1_000)).isFalse();
    }

    @Test
    void severalLooksWithoutARecordEndIt() {
        records.incrementAndGet();
        assertThat(areExpectedAfterLookingAt(1_000, 1_100)).isTrue();
        assertThat(areExpectedAfterLookingAt(1_200)).isFalse();
    }

    @Test
    void timeAloneDoesNot_becauseAThreadThatEvaluatesDoesNotLook() {
        records.incrementAndGet();
        assertThat(areExpectedAfterLookingAt(1_000, 9_000)).isTrue();
    }

    @Test
    void looksAloneDoNot() {
        records.incrementAndGet();
        assertThat(areExpectedAfterLookingAt(1_000, 1_001, 1_002, 1_003, 1_199)).isTrue();
        assertThat(areExpectedAfterLookingAt(1_200)).isFalse();
    }

    @Test
    void anyNewRecordBeginsAnew() {
        assertThat(areExpectedAfterLookingAt(1_000, 1_100, 1_200)).isFalse();
        records.incrementAndGet();
        assertThat(arrivals.areExpected()).isTrue();
        assertThat(areExpectedAfterLookingAt(1_300, 1_400)).isTrue();
        assertThat(areExpectedAfterLookingAt(1_500)).isFalse();
    }
}
