package vn.hanoi.datahub.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a real Tomcat. */
class PromptHeadsTest {

    private static final int PATIENT_MILLIS = 15_000;
    private static final int WHILE_MILLIS = 4_500;

    private final Tomcat tomcat = new Tomcat();

    @BeforeEach
    void start() throws Exception {
        Connector connector = new Connector(new PromptHeads(Duration.ofSeconds(2)));
        connector.setPort(0);
        connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        tomcat.setConnector(connector);
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        Tomcat.addServlet(context, "answering", new HttpServlet() {
                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws IOException {
                        if (request.getRequestURI().equals("/async")) {
                            AsyncContext later = request.startAsync();
                            later.setTimeout(0);
                            Thread thread = new Thread(() -> {
                                pause(WHILE_MILLIS);
                                later.complete();
                            });
                            thread.start();
                        } else {
                            request.getInputStream().readAllBytes();
                            pause(request.getRequestURI().equals("/long") ? WHILE_MILLIS : 0);
                        }
                    }
                })
                .setAsyncSupported(true);
        context.addServletMappingDecoded("/", "answering");
        tomcat.start();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private Socket caller(String text) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
        socket.setSoTimeout(PATIENT_MILLIS);
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    }

    /** Sends a byte every half second, and returns after how many the connection was closed. */
    private static int trickle(Socket socket) {
        for (int sent = 0; sent < 20; sent++) {
            try {
                send(socket, "x");
                pause(500);
                socket.setSoTimeout(1);
                if (socket.getInputStream().read() < 0) {
                    return sent;
                }
            } catch (SocketException closed) {
                return sent;
            } catch (IOException open) {
                continue;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void aHeadThatTricklesInIsNotWaitedFor() throws Exception {
        try (Socket line = caller("GET /");
                Socket headers = caller("GET / HTTP/1.1\r\nHost: a\r\nX: ")) {
            assertThat(trickle(line)).isBetween(3, 8);
            assertThat(trickle(headers)).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void longRequests_andPausesBetweenRequests_areNotCutOff() throws Exception {
        try (Socket async = caller("GET /async HTTP/1.1\r\nHost: a\r\n\r\n");
                Socket slow = caller("GET /long HTTP/1.1\r\nHost: a\r\n\r\n");
                Socket body = caller("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
                Socket silent = caller("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            pause(WHILE_MILLIS);
            send(body, "x");
            assertThat(status(async)).isEqualTo("HTTP/1.1 200");
            assertThat(status(slow)).isEqualTo("HTTP/1.1 200");
            assertThat(status(body)).isEqualTo("HTTP/1.1 200");
            assertThat(status(silent)).isEqualTo("HTTP/1.1 200");
            silent.getInputStream().skipNBytes(silent.getInputStream().available());
            send(silent, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(status(silent)).as("again").isEqualTo("HTTP/1.1 200");
        }
    }
}
