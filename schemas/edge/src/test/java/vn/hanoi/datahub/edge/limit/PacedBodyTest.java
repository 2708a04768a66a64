package vn.hanoi.datahub.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class PacedBodyTest {

    private static final Pace PACE = new Pace(Duration.ofSeconds(20), 1_000);

    private long nanos;
    private Duration wait = Duration.ZERO;
    private int bytes;

    private final PacedBody body = new PacedBody(
            new InputBuffer() {
                @Override
                public int doRead(ApplicationBufferHandler handler) {
                    nanos += wait.toNanos();
                    return bytes;
                }

                @Override
                public int available() {
                    return 0;
                }
            },
            PACE,
            () -> nanos);

    private void arrives(int read, Duration after) throws Exception {
        bytes = read;
        wait = after;
        assertThat(body.doRead(null)).isEqualTo(read);
    }

    @Test
    void aByteEveryFewSecondsIsTooSlow_onceTheTimeIsUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            arrives(1, Duration.ofSeconds(4));
        }

        assertThatThrownBy(() -> arrives(1, Duration.ofSeconds(4))).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aSlowLineIsNot() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            arrives(4_000, Duration.ofSeconds(4));
        }
    }

    @Test
    void theTimeOfTheReaderDoesNotCount() throws Exception {
        for (int i = 0; i < 100; i++) {
            arrives(10, Duration.ofMillis(10));
            nanos += Duration.ofMinutes(1).toNanos();
        }
    }

    @Test
    void theEndOfABodyIsNeverTooLate() throws Exception {
        arrives(1, Duration.ofSeconds(9));
        arrives(1, Duration.ofSeconds(9));
        arrives(-1, Duration.ofSeconds(9));
    }
}
