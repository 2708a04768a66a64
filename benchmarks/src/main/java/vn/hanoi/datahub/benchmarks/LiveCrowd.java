package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;

/**
 * Thousands of live readers on one thread, each with its own connection. Updates are timed from their publication,
 * which is encoded in their value.
 */
final class LiveCrowd implements AutoCloseable {

    /** Unit of published values: coarse enough that they are written without an exponent. */
    static final long UNIT_NANOS = 100_000;

    private static final byte[] ID = "id:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = "\"value\":".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final Collection<SocketChannel> readers = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Histogram micros = new Histogram(3);
    private final long epoch;
    private final Thread thread = new Thread(this::read, "live-crowd");
    private volatile boolean running = true;
    private volatile long received;
    private volatile int served;
    private volatile long lastServed;
    private volatile boolean resets;
    private final StringBuffer firstId = new StringBuffer();
    private boolean hasFirstId;

    /** Records the first {@code id:} that is received. */
    private void id(Reading reading, byte next) {
        if (hasFirstId) {
            return;
        }
        if (reading.inId) {
            if (next == '\n' || next == '\r') {
                hasFirstId = true;
            } else {
                firstId.append((char) next);
            }
        } else if (next == ID[reading.idMatched]) {
            if (++reading.idMatched == ID.length) {
                reading.inId = true;
            }
        } else {
            reading.idMatched = next == ID[0] ? 1 : 0;
        }
    }

    /** The parser state of a reader. */
    private static final class Reading {
        private int matched;
        private double number;
        private boolean inNumber;
        private double fraction;
        private boolean inBody;
        private boolean isServed;
        private int blankLine;
        private int size;
        private long left;

        /**
         * Returns whether a byte belongs to the response body, and not to its header or to the frame of a chunk (RFC
         * 9112, 7.1).
         */
        boolean isPayload(byte next) {
            if (!inBody) {
                blankLine = next == '\n' ? blankLine + 1 : next == '\r' ? blankLine : 0;
                inBody = blankLine == 2;
                return false;
            }
            if (left > 0) {
                left--;
                return true;
            }
            int digit = Character.digit(next, 16);
            if (digit >= 0) {
                size = size * 16 + digit;
            } else if (next == '\n') {
                left = size;
                size = 0;
            }
            return false;
        }

        private int idMatched;
        private boolean inId;
    }

    /** @param epoch nanoTime from which published values count, in units of {@link #UNIT_NANOS} */
    LiveCrowd(int port, List<String> paths, long epoch) throws IOException {
        this(port, paths, epoch, "");
    }

    /** @param lastId id of the update after which they resume; empty for none */
    LiveCrowd(int port, List<String> paths, long epoch, String lastId) throws IOException {
        this.epoch = epoch;
        String resumes = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
        paths.parallelStream().forEach(path -> readers.add(connect(port, path, resumes)));
        thread.setDaemon(true);
        thread.start();
    }

    private SocketChannel connect(int port, String path, String resumes) {
        try {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(
                    ("GET " + path + " HTTP/1.1\r\nHost: hub\r\nAccept: text/event-stream\r\n" + resumes + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Reading());
            return channel;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try {
            while (running) {
                selector.select(key -> take((SocketChannel) key.channel(), (Reading) key.attachment()), 100);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(SocketChannel channel, Reading reading) {
        try {
            buffer.clear();
            while (channel.read(buffer) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    if (reading.isPayload(next)) {
                        if (!reading.isServed) {
                            reading.isServed = true;
                            lastServed = System.nanoTime();
                            served++;
                        }
                        take(reading, next);
                    }
                }
                buffer.clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(Reading reading, byte next) {
        id(reading, next);
        if (reading.inNumber) {
            if (next >= '0' && next <= '9') {
                reading.number = reading.number * 10 + (next - '0');
                reading.fraction *= 10;
            } else if (next == '.') {
                reading.fraction = 1;
            } else if (next != '-') {
                reading.inNumber = false;
                long sent = Math.round(reading.number / Math.max(1, reading.fraction));
                if (resets) {
                    micros.reset();
                    resets = false;
                }
                micros.recordValue(Math.max(0, (System.nanoTime() - epoch - sent * UNIT_NANOS) / 1_000));
                received++;
            }
        } else if (next == MARK[reading.matched]) {
            if (++reading.matched == MARK.length) {
                reading.matched = 0;
                reading.inNumber = true;
                reading.number = 0;
                reading.fraction = 0;
            }
        } else {
            reading.matched = next == MARK[0] ? 1 : 0;
        }
    }

    /** Returns the id of the first update that any reader received. */
    String firstId() {
        return firstId.toString().strip();
    }

    /** Discards the times recorded so far. */
    void reset() {
        resets = true;
    }

    /** Returns how many readers have received the first byte of their events. */
    int served() {
        return served;
    }

    /** Returns when the last of them did, in nanoTime. */
    long lastServed() {
        return lastServed;
    }

    long received() {
        return received;
    }

    String times() {
        return String.format(
                java.util.Locale.ROOT,
                "p50 %.0f ms, p99 %.0f ms, max %.0f ms",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    @Override
    public void close() throws IOException {
        running = false;
        try {
            thread.join(1_000); // so that nothing reads from closed channels
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel reader : readers) {
            reader.close();
        }
        selector.close();
    }
}
