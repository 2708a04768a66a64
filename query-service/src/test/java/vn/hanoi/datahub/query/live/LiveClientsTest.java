package vn.hanoi.datahub.query.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;

/** How many readers may be connected: all other requests need connections, too. */
class LiveClientsTest {

    private final ServletOutputStream out = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int b) {}
    };

    private final List<AsyncListener> listeners = new ArrayList<>();
    private final AsyncContext context = answering(AsyncContext.class, (method, arguments) -> switch (method) {
        case "getResponse" -> answering(ServletResponse.class, (name, none) -> out);
        case "addListener" -> listeners.add((AsyncListener) arguments[0]);
        case "complete" -> {
            for (AsyncListener listener : listeners) {
                listener.onComplete(null);
            }
            yield null;
        }
        default -> null;
    });

    @FunctionalInterface
    private interface Answers {
        Object to(String method, Object[] arguments) throws Exception;
    }

    /** What returns nothing is answered with nothing. */
    private static <T> T answering(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }

    private final LiveClients clients = new LiveClients(new UpdateBroadcast(update -> "", update -> true, 1), 1);

    @AfterEach
    void close() {
        clients.close();
    }

    private void connect(Supplier<AsyncContext> begin) {
        try {
            clients.connect(begin, update -> true, Heartbeat.COMMENT, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneMoreThanPossibleIsToldToComeBack_andTakenOnceAnotherHasLeft() {
        connect(() -> context);
        assertThatThrownBy(() -> connect(() -> context)).isInstanceOf(ServiceUnavailableException.class);

        clients.close(); // ends the connections; the container says so once more
        connect(() -> context);
        assertThatThrownBy(() -> connect(() -> context))
                .as("one place became free, however often its reader left")
                .isInstanceOf(ServiceUnavailableException.class);
    }

    /** Thousands come back at the same time after a restart. */
    @Test
    void aReaderHasItsPlaceBeforeItsResponseBegins() {
        connect(() -> {
            assertThatThrownBy(() -> connect(() -> context)).isInstanceOf(ServiceUnavailableException.class);
            return context;
        });
    }

    @Test
    void whoseResponseCannotBegin_leavesNoPlaceTaken() {
        assertThatThrownBy(() -> connect(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        connect(() -> context);
    }
}
