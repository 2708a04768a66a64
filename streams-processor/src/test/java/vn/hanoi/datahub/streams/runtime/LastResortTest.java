package vn.hanoi.datahub.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LastResortTest {

    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    @Test
    void endsTheProcessOnce_inOrderAndThenAtAnyPrice() throws Exception {
        LastResort lastResort = new LastResort(
                Duration.ofMillis(300), code -> ends.add("exit " + code), code -> ends.add("halt " + code));

        lastResort.run();
        lastResort.run();

        assertThat(List.of(end(), end())).containsExactly("exit 70", "halt 70");
        assertThat(ends).isEmpty();
    }

    private String end() throws InterruptedException {
        return String.valueOf(ends.poll(10, TimeUnit.SECONDS));
    }
}
