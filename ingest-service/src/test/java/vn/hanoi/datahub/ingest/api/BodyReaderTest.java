package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.Role;

/** What a body costs its agency, and when. */
class BodyReaderTest {

    private static final int BYTES = 1_000_000;
    private static final Agency AGENCY =
            new Agency("H26.ONE", new Text("vi", "en"), Set.of("dataset"), null, null, Agency.Tenure.UNLIMITED);

    private static final Caller CALLER = new Caller("key:one", Role.AGENCY, AGENCY);

    private final Quotas quotas = new Quotas(new Quota(10, 10));
    private final BodyReader reader = new BodyReader(
            new BodyReader.Limits(2 * BYTES, 10), null, new QuotaGate(quotas, new SimpleMeterRegistry()));

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    /** Returns what the agency had left when its body began to be read. */
    private long leftWhenRead(long announced) throws Exception {
        AtomicLong left = new AtomicLong(Long.MAX_VALUE);
        ServletInputStream body = new ServletInputStream() {
            private int sent;

            @Override
            public int read() {
                if (sent == 0) {
                    left.set(quotas.allowance(AGENCY).bytesLeft());
                }
                return sent++ < BYTES ? ' ' : -1;
            }

            @Override
            public boolean isFinished() {
                return sent > BYTES;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {}
        };
        HttpServletRequest request =
                answering(HttpServletRequest.class, Map.of("getInputStream", body, "getContentLengthLong", announced));
        int read = reader.read(CALLER, request, answering(HttpServletResponse.class, Map.of()), bytes -> bytes.length);
        assertThat(read).isEqualTo(BYTES);
        return left.get();
    }

    /** Otherwise any number of bodies that arrive at the same time would find the quota open. */
    @Test
    void theAnnouncedBytesAreCharged_beforeTheBodyIsRead() throws Exception {
        assertThat(leftWhenRead(BYTES)).isNegative();
        assertThat(quotas.allowance(AGENCY).bytesLeft()).as("charged once").isGreaterThan(-BYTES);
    }

    @Test
    void bytesThatNobodyAnnouncedAreChargedAfterwards() throws Exception {
        assertThat(leftWhenRead(-1)).isPositive();
        assertThat(quotas.allowance(AGENCY).bytesLeft()).isLessThan(-BYTES / 2);
    }
}
