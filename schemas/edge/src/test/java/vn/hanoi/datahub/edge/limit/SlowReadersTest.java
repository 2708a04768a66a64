package vn.hanoi.datahub.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.coyote.CloseNowException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.mock.web.MockHttpServletResponse;

/** In a real Tomcat whose threads are as many as the callers that read nothing. */
class SlowReadersTest {

    private static final int PATIENT_MILLIS = 15_000;
    private static final int LONG = 32 << 20; // more than the kernel takes
    private static final int BEYOND_THE_FIRST_WRITE = 20_000;
    private static final PacedAnswer.Places ROOM = places(1);

    private WebServer server;

    private static PacedAnswer.Places places(int slow) {
        return new PacedAnswer.Places(new Bulkhead("", 1, 0, Duration.ZERO), new Bulkhead("", slow, 0, Duration.ZERO));
    }

    @BeforeEach
    void start() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.addConnectorCustomizers(connector -> connector.setProperty("maxThreads", "3"));
        server = factory.getWebServer(servlets -> {
            servlets.addServlet("answering", new HttpServlet() {
                        @Override
                        protected void service(HttpServletRequest request, HttpServletResponse response)
                                throws IOException {
                            int length = request.getRequestURI().equals("/long") ? LONG : 100;
                            response.getOutputStream().write(new byte[length]);
                        }
                    })
                    .addMapping("/");
            servlets.addFilter("slow readers", new SlowReaders(1, 0, 1))
                    .addMappingForUrlPatterns(EnumSet.of(jakarta.servlet.DispatcherType.REQUEST), true, "/*");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        server.destroy();
    }

    private Socket caller(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
        socket.setSoTimeout(PATIENT_MILLIS);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    }

    @Test
    void callersThatReadNothingHoldNobodyUp() throws Exception {
        try (Socket one = caller("/long")) {
            assertThat(status(one)).isEqualTo("HTTP/1.1 200");
            one.getInputStream().readNBytes(BEYOND_THE_FIRST_WRITE); // so it has a place
            for (int i = 0; i < 3; i++) {
                try (Socket more = caller("/long")) {
                    assertThat(new String(more.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 503")
                            .contains("Retry-After: 2", "sending long answers");
                }
            }
            try (Socket honest = caller("/short")) {
                assertThat(status(honest)).isEqualTo("HTTP/1.1 200");
            }
            assertThat(one.getInputStream().readAllBytes()).hasSizeGreaterThan(LONG - BEYOND_THE_FIRST_WRITE);
        }
    }

    /** Returns an answer of which each write takes a time. */
    private static PacedAnswer answer(PacedAnswer.Places places, Duration each) {
        AtomicLong now = new AtomicLong();
        return new PacedAnswer(new MockHttpServletResponse(), places, () -> now.addAndGet(each.toNanos()));
    }

    @Test
    void anAnswerThatIsReadTooSlowlyIsCutOff_andNeverTakenForWhole() throws Exception {
        PacedAnswer answer = answer(ROOM, Duration.ofSeconds(20));

        assertThatThrownBy(() -> answer.getOutputStream().write(new byte[1_000_000]))
                .isInstanceOf(CloseNowException.class);
        assertThat(((MockHttpServletResponse) answer.getResponse()).getContentAsByteArray())
                .hasSize(3 * 8 * 1024); // the first is not waited for
        assertThatThrownBy(answer::ensureWhole).isInstanceOf(CloseNowException.class);
        assertThatThrownBy(() -> answer.getOutputStream().flush()).isInstanceOf(CloseNowException.class);
    }

    /** A stream that never blocks, as a live connection uses it. */
    private static final class Ready extends ServletOutputStream {
        private int written;

        @Override
        public void write(int each) {
            written++;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    @Test
    void whoNeverWaitsForItsReaderNeedsNoPlace() throws Exception {
        Bulkhead full = new Bulkhead("", 0, 0, Duration.ZERO);
        Ready stream = new Ready();
        HttpServletResponse response = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return stream;
            }
        };
        PacedAnswer live = new PacedAnswer(response, new PacedAnswer.Places(full, full), System::nanoTime);
        live.getOutputStream().setWriteListener(null);

        live.getOutputStream().write(new byte[100_000]);

        assertThat(stream.written).isEqualTo(100_000);
    }

    @Test
    void slowAnswersHavePlacesOfTheirOwn() throws Exception {
        answer(places(0), Duration.ofMillis(50)).getOutputStream().write(new byte[1_000_000]);
        answer(ROOM, Duration.ofMillis(500)).getOutputStream().write(new byte[1_000_000]);
        assertThatThrownBy(() -> answer(places(0), Duration.ofMillis(500))
                        .getOutputStream()
                        .write(new byte[1_000_000]))
                .isInstanceOf(CloseNowException.class);
    }
}
