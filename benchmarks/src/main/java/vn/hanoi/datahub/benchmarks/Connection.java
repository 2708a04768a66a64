package vn.hanoi.datahub.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open until the service closes it. It uses almost no processor time on the client
 * side, so that even on a small machine the service is what is measured. Not thread-safe.
 */
final class Connection implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200";

    private static final int BUFFER = 1 << 16;

    private final int port;
    private Socket socket;
    private InputStream in;

    Connection(int port) throws IOException {
        this.port = port;
        socket = open(port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * Reads a page and discards it.
     *
     * @return number of bytes of its body
     * @throws IOException if the status is not 200
     */
    int get(String path) throws IOException {
        try {
            return ask(path);
        } catch (EOFException closed) {
            reopen();
            return ask(path);
        }
    }

    private void reopen() throws IOException {
        close();
        socket = open(port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    private int ask(String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: hub\r\nAccept: application/json\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String status = line();
        if (!status.startsWith(OK)) {
            throw new IOException(path + " is answered " + status);
        }
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return length >= 0 ? skip(length) : chunks();
    }

    private int chunks() throws IOException {
        int all = 0;
        while (true) {
            int length = Integer.parseInt(line(), 16);
            skip(length + 2);
            if (length == 0) {
                return all;
            }
            all += length;
        }
    }

    private int skip(int length) throws IOException {
        in.skipNBytes(length);
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            } else if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
