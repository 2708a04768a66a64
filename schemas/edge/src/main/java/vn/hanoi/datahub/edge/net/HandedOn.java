package vn.hanoi.datahub.edge.net;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * Attributes a request that another of the hub's services forwards to its caller, so that the audit log names the
 * caller's address.
 */
public final class HandedOn extends OncePerRequestFilter {

    /** The header with the caller's address; trusted only from the hub's own services. */
    public static final String CLIENT = "X-Hub-Client-Address";

    private final ServiceKey key;

    public HandedOn(ServiceKey key) {
        this.key = key;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String client = request.getHeader(CLIENT);
        boolean isHandedOn = client != null && key.isShown(request.getHeader(ServiceKey.HEADER));
        chain.doFilter(isHandedOn ? from(client, request) : request, response);
    }

    private static HttpServletRequest from(String client, HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                return client;
            }
        };
    }
}
