package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a backlog waits for live events. */
class BackpressureTest {

    private static final long NOW = 1_000_000;

    private final Backpressure backpressure = new Backpressure();

    private void decide(String agency, int events, long now) {
        IntStream.range(0, events).forEach(i -> backpressure.decided(agency, false, now));
    }

    private boolean waitsAfter(int events, long now) {
        decide("A", events, now);
        boolean waits = backpressure.isOn(now);
        backpressure.sent(now);
        return waits;
    }

    @Test
    void aBacklogAloneDoesNotWait() {
        assertThat(waitsAfter(10 * Backpressure.FEWEST_AT_ONCE, NOW)).isFalse();
    }

    @Test
    void besideLiveEventsOfAnotherAgencyItWaits() {
        backpressure.decided("B", true, NOW);
        assertThat(waitsAfter(Backpressure.FEWEST_AT_ONCE - 1, NOW)).isFalse();
        assertThat(waitsAfter(Backpressure.FEWEST_AT_ONCE, NOW)).isTrue();
    }

    @Test
    void liveEventsOfItsOwnAgencyDoNotStopIt() {
        decide("A", 1, NOW);
        backpressure.decided("A", true, NOW + 9_999);
        assertThat(waitsAfter(10 * Backpressure.FEWEST_AT_ONCE, NOW + 9_999)).isFalse();
    }

    @Test
    void theLiveBeginningOfAStreamDoesNotStopTheRestOfIt() {
        backpressure.decided("A", true, NOW);
        backpressure.decided("B", true, NOW);
        decide("A", 1, NOW);
        assertThat(waitsAfter(10 * Backpressure.FEWEST_AT_ONCE, NOW)).isTrue();
        decide("B", 1, NOW);
        assertThat(waitsAfter(10 * Backpressure.FEWEST_AT_ONCE, NOW)).isFalse();
    }

    @Test
    void theNextBatchIsLarger_ifTheLastWasCountedSoon_andSmallerAgainIfNot() {
        backpressure.decided("B", true, NOW);
        waitsAfter(Backpressure.FEWEST_AT_ONCE, NOW);
        backpressure.arrived(NOW, NOW + 399);
        assertThat(waitsAfter(Backpressure.FEWEST_AT_ONCE, NOW + 399)).isFalse();
        backpressure.arrived(NOW + 399, NOW + 1_199);
        assertThat(waitsAfter(Backpressure.FEWEST_AT_ONCE, NOW + 2_300)).isTrue();
    }

    @Test
    void itKnowsWhetherOthersSend_forTenSeconds() {
        backpressure.read("A", NOW);
        assertThat(backpressure.hasOthers("A", NOW)).isFalse();
        assertThat(backpressure.hasOthers("B", NOW + 9_999)).isTrue();
        assertThat(backpressure.hasOthers("B", NOW + 10_000)).isFalse();
    }

    @Test
    void namesOfAgenciesAreBounded() {
        IntStream.range(0, 5_000).forEach(i -> backpressure.read("A" + i, NOW));
        assertThat(backpressure.hasOthers("A4999", NOW)).isTrue();
        assertThat(backpressure.agencies()).isLessThanOrEqualTo(1_000);
    }
}
