package vn.hanoi.datahub.edge.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;

/**
 * Authenticates callers by the key in the header {@code X-API-Key}, or by the session in a cookie that a page has
 * requested: a browser cannot add our header to live updates and downloads.
 *
 * <p>The cookie is sent to this site only ({@code SameSite=Strict}), and permits no change without a header that no
 * other site can set.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Callers.Issued issued;
    private final AccessRefusals refusals;

    ApiKeyFilter(Callers.Issued issued, AccessRefusals refusals) {
        this.issued = issued;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(Callers.KEY);
        boolean isKnown = issued.areKnown().getAsBoolean();
        if (key == null) {
            // An expired cookie must not block access to what is public.
            cookie(request)
                    .filter(session -> isKnown)
                    .flatMap(session ->
                            issued.sessions().caller(session, issued.clock().instant()))
                    .ifPresent(ApiKeyFilter::recognise);
        } else if (!isKnown) {
            Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "not-now",
                            "the keys are still being read from Kafka; nothing of this request is acknowledged, send it again")
                    .writeTo(response, "2");
            return;
        } else {
            try {
                recognise(issued.keys().caller(key, issued.clock().instant()));
            } catch (KeyRefusedException e) {
                refusals.commence(request, response, new BadCredentialsException(String.valueOf(e.getMessage())));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void recognise(Caller caller) {
        SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller)));
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, Callers.COOKIE);
        boolean counts = READING.contains(request.getMethod()) || request.getHeader(Callers.PAGE) != null;
        return cookie == null || !counts ? Optional.empty() : Optional.of(cookie.getValue());
    }
}
