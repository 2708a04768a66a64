package vn.hanoi.datahub.edge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;
import vn.hanoi.datahub.schemas.access.KeyRing;

/** Recognises callers by the key in the header {@code X-API-Key}. */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String HEADER = "X-API-Key";

    private final KeyRing keys;
    private final BooleanSupplier isCaughtUp;
    private final InstantSource clock;
    private final AccessRefusals refusals;

    /**
     * @param isCaughtUp whether all revocations are known; until then no key is believed
     */
    ApiKeyFilter(KeyRing keys, BooleanSupplier isCaughtUp, InstantSource clock, AccessRefusals refusals) {
        this.keys = keys;
        this.isCaughtUp = isCaughtUp;
        this.clock = clock;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        if (key != null) {
            if (!isCaughtUp.getAsBoolean()) {
                Problem.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "not-now",
                                "the keys are still being read from Kafka; nothing of this request is acknowledged, send it again")
                        .writeTo(response, "2");
                return;
            }
            try {
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(new CallerToken(keys.caller(key, clock.instant()))));
            } catch (KeyRefusedException e) {
                refusals.commence(request, response, new BadCredentialsException(String.valueOf(e.getMessage())));
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
