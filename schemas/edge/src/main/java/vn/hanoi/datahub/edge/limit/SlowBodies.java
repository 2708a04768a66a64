package vn.hanoi.datahub.edge.limit;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Keeps bodies that arrive slowly, or never end, from occupying all threads. Before Java 21 a service has a few
 * hundred, and a few hundred connections without a key were enough to stop it: after a refusal, Tomcat reads the rest
 * of the body for as long as it comes.
 */
public final class SlowBodies extends ValveBase {

    /** Also the slowest line: 1 kB per second. */
    private static final Pace READ = new Pace(Duration.ofSeconds(20), 1_000);

    /** After the answer, only so that its sender can read it: not for a slow line. */
    private static final Pace DISCARDED = new Pace(Duration.ofSeconds(2), 100_000);

    private static final long MOST_DISCARDED = 256L << 20;
    private static final int DISCARDING_AT_ONCE = 32;

    private final Semaphore discarding;

    public SlowBodies() {
        this(DISCARDING_AT_ONCE);
    }

    SlowBodies(int atOnce) {
        super(true);
        discarding = new Semaphore(atOnce);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer body = coyote.getInputBuffer();
        coyote.setInputBuffer(new PacedBody(body, READ, System::nanoTime));
        try {
            getNext().invoke(request, response);
            if (!request.isAsync() && !isRead(coyote)) {
                response.finishResponse();
                coyote.setInputBuffer(new PacedBody(body, DISCARDED, System::nanoTime));
                if (!discarded(coyote)) {
                    coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null); // closes the connection
                }
            }
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    private static boolean isRead(org.apache.coyote.Request request) {
        AtomicBoolean isRead = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, isRead);
        return isRead.get();
    }

    /** Reads the rest of a body; returns whether it ended. */
    private boolean discarded(org.apache.coyote.Request request) {
        if (!discarding.tryAcquire()) {
            return false;
        }
        try {
            Nowhere nowhere = new Nowhere();
            for (long left = MOST_DISCARDED; left > 0; ) {
                int read = request.doRead(nowhere);
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
            return false;
        } catch (IOException e) {
            return false; // too slow, or gone
        } finally {
            discarding.release();
        }
    }

    /** Where bytes that nobody needs are read to. */
    private static final class Nowhere implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer bytes) {
            buffer = bytes;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // the bytes are not collected
        }
    }
}
