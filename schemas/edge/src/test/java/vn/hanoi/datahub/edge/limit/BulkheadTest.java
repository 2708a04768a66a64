package vn.hanoi.datahub.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/** A crowd at one expensive request: some run, some wait, the rest is sent away at once. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BulkheadTest {

    @Test
    void letsSoManyRunAndSoManyWait() throws Exception {
        Bulkhead bulkhead = new Bulkhead("testing", 2, 3, Duration.ofSeconds(10));
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService callers = Executors.newCachedThreadPool();
        List<Future<Boolean>> answers = new ArrayList<>();
        try {
            for (int caller = 0; caller < 2; caller++) {
                answers.add(callers.submit(() -> answered(bulkhead, running, go, now, most)));
            }
            running.await();
            for (int caller = 0; caller < 40; caller++) {
                answers.add(callers.submit(() -> answered(bulkhead, running, go, now, most)));
            }
            int refused = 0;
            for (Future<Boolean> answer : answers.subList(2, 42)) {
                try {
                    refused += answer.get(200, TimeUnit.MILLISECONDS) ? 0 : 1;
                } catch (java.util.concurrent.TimeoutException stillWaiting) {
                    // one of the three that wait
                }
            }
            assertThat(refused).isEqualTo(37);
            go.countDown();
            int served = 0;
            for (Future<Boolean> answer : answers) {
                served += answer.get() ? 1 : 0;
            }
            assertThat(served).isEqualTo(5);
            assertThat(most.get()).isEqualTo(2);
        } finally {
            go.countDown();
            callers.shutdownNow();
        }
    }

    private static boolean answered(
            Bulkhead bulkhead, CountDownLatch running, CountDownLatch go, AtomicInteger now, AtomicInteger most) {
        try {
            return bulkhead.call(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                running.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                now.decrementAndGet();
                return true;
            });
        } catch (ServiceUnavailableException e) {
            return false;
        }
    }

    @Test
    void sendsAwayWhoWaitedTooLong_andFreesThePlaceOfWhoFailed() {
        Bulkhead bulkhead = new Bulkhead("testing", 1, 1, Duration.ofMillis(20));
        assertThatThrownBy(() -> bulkhead.call(() -> bulkhead.call(() -> true)))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("testing");
        assertThatThrownBy(() -> bulkhead.call(() -> {
                    throw new IllegalStateException("fails");
                }))
                .hasMessage("fails");
        assertThat(bulkhead.<Boolean>call(() -> true)).isTrue();
    }
}
