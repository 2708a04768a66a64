package vn.hanoi.datahub.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** In a real Tomcat with one thread less than there are callers whose bodies never end. */
class SlowBodiesTest {

    private static final int PATIENT_MILLIS = 15_000;

    private WebServer server;

    @BeforeEach
    void start() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.addEngineValves(new SlowBodies(1));
        factory.addConnectorCustomizers(connector -> connector.setProperty("maxThreads", "2"));
        server = factory.getWebServer(servlets -> servlets.addServlet("refusing", new HttpServlet() {
                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response) {
                        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                    }
                })
                .addMapping("/"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        server.destroy();
    }

    private Socket caller(String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(PATIENT_MILLIS);
        send(socket, "POST / HTTP/1.1\r\nHost: a\r\n" + head);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    }

    @Test
    void bodiesWithoutEndHoldNobodyUp() throws Exception {
        try (Socket one = caller("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                Socket two = caller("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                Socket three = caller("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n")) {
            assertThat(status(one)).isEqualTo("HTTP/1.1 401");
            assertThat(status(two)).isEqualTo("HTTP/1.1 401");
            assertThat(status(three)).isEqualTo("HTTP/1.1 401");
            try (Socket honest = caller("Content-Length: 0\r\n\r\n")) {
                assertThat(status(honest)).isEqualTo("HTTP/1.1 401");
            }
        }
    }

    /** Otherwise its sender would see a broken connection and not the answer. */
    @Test
    void aBodyThatEndsIsReadToItsEnd_andTheConnectionGoesOn() throws Exception {
        try (Socket caller = caller("Content-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000))) {
            assertThat(status(caller)).isEqualTo("HTTP/1.1 401");
            caller.getInputStream().skipNBytes(caller.getInputStream().available());
            send(caller, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(status(caller)).isEqualTo("HTTP/1.1 401");
        }
    }
}
