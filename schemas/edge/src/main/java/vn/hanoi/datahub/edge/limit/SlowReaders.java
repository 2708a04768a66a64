package vn.hanoi.datahub.edge.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;

/**
 * Keeps callers that read their answers slowly, or not at all, from occupying all threads and the memory: an answer is
 * in memory until it is read. Before Java 21 a service has a few hundred threads, and two hundred callers that read 2
 * kB per second were enough to stop it.
 */
public final class SlowReaders extends OncePerRequestFilter {

    private static final int SENDING = 96;
    private static final int WAITING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SLOW = 32;

    private final PacedAnswer.Places places;

    public SlowReaders() {
        this(SENDING, WAITING, SLOW);
    }

    SlowReaders(int sending, int waiting, int slow) {
        places = new PacedAnswer.Places(
                new Bulkhead("sending long answers", sending, waiting, PATIENCE),
                new Bulkhead("sending long answers slowly", slow, 0, Duration.ZERO));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PacedAnswer answer = new PacedAnswer(response, places, System::nanoTime);
        try {
            chain.doFilter(request, answer);
        } catch (ServiceUnavailableException busy) { // outside of Spring MVC
            response.reset();
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-now", String.valueOf(busy.getMessage()))
                    .writeTo(response, "2");
        }
        answer.ensureWhole();
    }
}
