package vn.hanoi.datahub.query.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
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

    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    @Test
    void oneMoreThanPossibleIsToldToComeBack_andTakenOnceAnotherHasLeft() throws Exception {
        AsyncContext context = answering(AsyncContext.class, answering(ServletResponse.class, out));
        UpdateBroadcast live = new UpdateBroadcast(update -> "", update -> true, 1);
        try (LiveClients clients = new LiveClients(live, 1)) {
            clients.ensureRoom();
            clients.connect(context, update -> true, Heartbeat.COMMENT, null);
            assertThatThrownBy(clients::ensureRoom).isInstanceOf(ServiceUnavailableException.class);

            clients.close(); // ends the connections
            clients.ensureRoom();
        }
    }
}
