package vn.hanoi.datahub.edge.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Answers callers whose access is refused: 401 where the caller was not recognised, 403 where it was. Each is an audit
 * event.
 */
final class AccessRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AuditLog audit;
    private final boolean takesTokens;

    /** @param takesTokens whether an issuer of tokens is configured */
    public AccessRefusals(AuditLog audit, boolean takesTokens) {
        this.audit = audit;
        this.takesTokens = takesTokens;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        String why = cause instanceof InsufficientAuthenticationException ? missing(request) : text(cause);
        audit.refused(null, request, why);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "ApiKey header=\"" + Callers.KEY + "\"");
        if (takesTokens) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Problem.of(HttpStatus.UNAUTHORIZED, "unauthorised", why).writeTo(response, null);
    }

    private String missing(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null && !takesTokens) {
            return "this hub takes no tokens; send a key in the header " + Callers.KEY;
        }
        return "send a key in the header " + Callers.KEY + (takesTokens ? ", or a bearer token" : "");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        Caller caller = caller();
        String why = caller == null
                ? text(cause)
                : "a caller of role " + caller.role().word() + " may not " + request.getMethod() + " "
                        + request.getRequestURI();
        audit.refused(caller, request, why);
        Problem.of(HttpStatus.FORBIDDEN, "forbidden", why).writeTo(response, null);
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token
                ? token.getPrincipal()
                : null;
    }

    private static String text(RuntimeException cause) {
        return String.valueOf(cause.getMessage());
    }
}
