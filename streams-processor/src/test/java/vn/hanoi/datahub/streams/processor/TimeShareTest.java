package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a thread rests from one kind of work. */
class TimeShareTest {

    private final TimeShare aQuarter = new TimeShare(4);

    @Test
    void whoHasNotWorkedMayWork() {
        assertThat(aQuarter.isLeft(0)).isTrue();
    }

    @Test
    void afterWork_itRestsForTheOtherParts() {
        aQuarter.worked(1_000, 1_010);
        assertThat(aQuarter.isLeft(1_039)).isFalse();
        assertThat(aQuarter.isLeft(1_040)).isTrue();
    }

    @Test
    void tasksThatWorkOneAfterTheOtherRestForAllOfThem() {
        aQuarter.worked(1_000, 1_010);
        aQuarter.worked(1_010, 1_030);
        assertThat(aQuarter.isLeft(1_119)).isFalse();
        assertThat(aQuarter.isLeft(1_120)).isTrue();
    }

    @Test
    void theRestIsBounded() {
        aQuarter.worked(1_000, 61_000);
        assertThat(aQuarter.isLeft(61_999)).isFalse();
        assertThat(aQuarter.isLeft(62_000)).isTrue();
    }
}
