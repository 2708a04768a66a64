package vn.hanoi.datahub.edge.limit;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A request's body that must arrive at a minimum pace. Tomcat limits only the time between two bytes, so that a body of
 * one byte every few seconds would occupy a thread for ever. Only the time spent waiting counts, not that of the
 * reader.
 */
final class PacedBody implements InputBuffer {

    private final InputBuffer body;
    private final Pace pace;
    private final LongSupplier nanos;
    private long waited;
    private long arrived;

    PacedBody(InputBuffer body, Pace pace, LongSupplier nanos) {
        this.body = body;
        this.pace = pace;
        this.nanos = nanos;
    }

    /** @throws SocketTimeoutException when the body arrives too slowly: the caller gets 408 */
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        long from = nanos.getAsLong();
        int read = body.doRead(handler);
        waited += nanos.getAsLong() - from;
        arrived += Math.max(0, read);
        if (read >= 0 && pace.isMissed(waited, arrived)) {
            throw new SocketTimeoutException("the body arrives too slowly");
        }
        return read;
    }

    @Override
    public int available() {
        return body.available();
    }
}
