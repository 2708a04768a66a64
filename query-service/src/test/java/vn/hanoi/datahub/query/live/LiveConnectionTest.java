package vn.hanoi.datahub.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.query.feed.Position;

/** A live reader's connection between the container, which opens and ends it, and the thread that brings news. */
class LiveConnectionTest {

    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean fails;
    private boolean isFull;
    private boolean left;

    private final ServletOutputStream out = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return !isFull;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            asked.add("setWriteListener");
        }

        @Override
        public void write(int b) {
            if (fails) {
                throw new IllegalStateException("not ready");
            }
            written.write(b);
        }
    };

    private final ServletResponse response = stub(ServletResponse.class, out);
    private final AsyncContext context = stub(AsyncContext.class, response);

    /** Remembers what it was asked, and answers what it has where that fits. */
    private <T> T stub(Class<T> type, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.getReturnType().isInstance(answer) ? answer : null;
                }));
    }

    private LiveConnection connection() throws IOException {
        return new LiveConnection(context, news -> true, Heartbeat.EVENT, LiveConnection::write, gone -> left = true);
    }

    @Test
    void nothingIsWritten_beforeTheContainerHasOpenedTheStream() throws IOException {
        LiveConnection connection = connection();
        connection.begin(new Position());

        connection.heartbeat(new Position()); // news, before the stream is open
        assertThat(written.size()).isZero();

        connection.onWritePossible();
        assertThat(written.toString(java.nio.charset.StandardCharsets.UTF_8)).startsWith(":connected");
        assertThat(left).isFalse();
    }

    @Test
    void whatCannotBeWrittenToIsEnded_andNotLeftOpenAndSilent() throws IOException {
        LiveConnection connection = connection();
        fails = true;

        connection.onWritePossible();

        assertThat(left).isTrue();
        assertThat(asked).contains("complete");
    }

    /** As a page in a sleeping browser: what waits for it must not fill the memory. */
    @Test
    void whoTakesNothingForFourHeartbeatsIsCutOff() throws IOException {
        LiveConnection connection = connection();
        connection.onWritePossible();
        isFull = true;
        connection.resync(new Position());

        for (int heartbeat = 1; heartbeat < 4; heartbeat++) {
            connection.heartbeat(new Position());
        }
        assertThat(left).isFalse();

        connection.heartbeat(new Position());

        assertThat(left).isTrue();
        assertThat(asked).contains("complete");
    }

    /** Many updates wait for a reader on a slow line for long; it is none of those as long as it takes some of them. */
    @Test
    void whoTakesSomethingFromTimeToTimeStays() throws IOException {
        LiveConnection connection = connection();
        connection.onWritePossible();
        for (int minute = 0; minute < 20; minute++) {
            isFull = true;
            connection.resync(new Position());
            for (int heartbeat = 1; heartbeat < 4; heartbeat++) {
                connection.heartbeat(new Position());
            }
            isFull = false;
            connection.onWritePossible();
        }

        assertThat(left).isFalse();
    }

    @Test
    void whoHasNothingToTakeStays() throws IOException {
        LiveConnection connection = connection();
        connection.onWritePossible();

        for (int heartbeat = 0; heartbeat < 10; heartbeat++) {
            connection.heartbeat(new Position());
        }

        assertThat(left).isFalse();
    }
}
