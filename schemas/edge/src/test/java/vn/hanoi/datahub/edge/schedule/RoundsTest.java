package vn.hanoi.datahub.edge.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private static boolean comes(CountDownLatch latch) throws InterruptedException {
        return latch.await(10, TimeUnit.SECONDS);
    }

    @Test
    void aRoundThatThrows_doesNotEndTheSchedule() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(3);
        try (Rounds rounds = new Rounds("test", 1)) {
            rounds.every(AT_ONCE, () -> {
                failed.countDown();
                throw new IllegalStateException("this round failed");
            });

            assertThat(comes(failed)).isTrue();
        }
    }

    @Test
    void aRoundThatThrows_holdsNoOtherUp() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(3);
        try (Rounds rounds = new Rounds("test", 1)) {
            rounds.every(AT_ONCE, () -> {
                throw new IllegalStateException("this round failed");
            });
            rounds.every(AT_ONCE, other::countDown);

            assertThat(comes(other)).isTrue();
        }
    }

    @Test
    void theFirstRoundComesWhenItIsToCome_andNotAfterThePause() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        try (Rounds rounds = new Rounds("test", 1)) {
            rounds.every(Duration.ZERO, NEVER, first::countDown);

            assertThat(comes(first)).isTrue();
        }
    }

    /** Two at a time: one that stands still leaves the other its thread. */
    @Test
    void asManyRoundsRunAtATime_asThereAreThreads() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Runnable meets = () -> {
            both.countDown();
            try {
                comes(both);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (Rounds rounds = new Rounds("test", 2)) {
            rounds.every(Duration.ZERO, NEVER, meets).every(Duration.ZERO, NEVER, meets);

            assertThat(comes(both)).isTrue();
        }
    }

    @Test
    void closingEndsTheRoundThatRuns() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        Rounds rounds = new Rounds("test", 1);
        rounds.every(Duration.ZERO, AT_ONCE, () -> {
            thread.set(Thread.currentThread());
            begun.countDown();
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException closed) {
                ended.countDown();
            }
        });
        assertThat(comes(begun)).isTrue();

        rounds.close();

        assertThat(comes(ended)).isTrue();
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("test");
    }
}
