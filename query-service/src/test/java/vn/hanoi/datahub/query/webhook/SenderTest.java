package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

    /** An answer could lead anywhere: to a port, or by a way, that no address of a webhook may have. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        HttpServer leading = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Subscriber elsewhere = new Subscriber();
                Sender sender = new Sender(new Target(true))) {
            leading.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url());
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            leading.start();

            String outcome =
                    sender.post("http://127.0.0.1:" + leading.getAddress().getPort() + "/hook", Map.of(), "{}");

            assertThat(outcome).isEqualTo(Integer.toString(status));
            assertThat(elsewhere.received).isEmpty();
        } finally {
            leading.stop(0);
        }
    }
}
