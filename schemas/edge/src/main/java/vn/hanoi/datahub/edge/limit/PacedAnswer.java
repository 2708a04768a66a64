package vn.hanoi.datahub.edge.limit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/**
 * An answer that must be read at a minimum pace. Tomcat limits only the time until the next bytes are read. Of long
 * answers, a limited number is sent at a time, and of those that are read slowly, fewer. The beginning does not count:
 * it fits in Tomcat's buffer, and does not wait for the caller.
 */
final class PacedAnswer extends HttpServletResponseWrapper {

    /** As large as Tomcat's buffer. */
    private static final int CHUNK_BYTES = 8 * 1024;

    private static final Pace SLOW = new Pace(Duration.ofSeconds(1), 20_000);
    private static final Pace SLOWEST = new Pace(Duration.ofSeconds(20), 1_000);

    /**
     * How many threads may wait for readers.
     *
     * @param slow of those that have been found to be slow
     */
    record Places(Bulkhead any, Bulkhead slow) {}

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private final Places places;
    private final LongSupplier nanos;
    private @Nullable ServletOutputStream paced;
    private long written;
    private long waited;
    private boolean isCut;
    private boolean neverWaits;

    PacedAnswer(HttpServletResponse response, Places places, LongSupplier nanos) {
        super(response);
        this.places = places;
        this.nanos = nanos;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream known = paced;
        if (known == null) {
            known = new Paced(super.getOutputStream());
            paced = known;
        }
        return known;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    @Override
    public void reset() {
        super.reset();
        written = 0;
    }

    /**
     * Fails if the answer was cut off and somebody took that for its end: the caller must not take it for whole.
     *
     * @throws CloseNowException so that Tomcat closes the connection
     */
    void ensureWhole() throws CloseNowException {
        if (isCut) {
            throw new CloseNowException("the answer is read too slowly");
        }
    }

    private void write(int bytes, Writing writing) throws IOException {
        ensureWhole();
        if (neverWaits || written + bytes <= CHUNK_BYTES) {
            writing.write();
        } else {
            sent(writing, SLOW.isMissed(waited, written) ? places.slow() : places.any());
        }
        written += bytes;
        isCut = SLOWEST.isMissed(waited, written);
        ensureWhole();
    }

    private void sent(Writing writing, Bulkhead bulkhead) throws IOException {
        try {
            waited += bulkhead.call(() -> timed(writing));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ServiceUnavailableException busy) {
            isCut = isCommitted();
            ensureWhole();
            resetBuffer();
            throw busy;
        }
    }

    private long timed(Writing writing) {
        long from = nanos.getAsLong();
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos.getAsLong() - from;
    }

    private final class Paced extends ServletOutputStream {
        private final ServletOutputStream out;

        Paced(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; done += CHUNK_BYTES) {
                int start = from + done;
                int chunk = Math.min(CHUNK_BYTES, length - done);
                PacedAnswer.this.write(chunk, () -> out.write(bytes, start, chunk));
            }
        }

        @Override
        public void flush() throws IOException {
            PacedAnswer.this.write(0, out::flush);
        }

        @Override
        public void close() throws IOException {
            ensureWhole();
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            neverWaits = true; // its writer is called when there is room
            out.setWriteListener(listener);
        }
    }
}
