package vn.hanoi.datahub.streams.runtime;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** Admits only the hub's own services. */
final class ServiceGate implements HandlerInterceptor {

    private final ServiceKey key;

    public ServiceGate(ServiceKey key) {
        this.key = key;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        boolean isOurs = key.isShown(request.getHeader(ServiceKey.HEADER));
        if (!isOurs) {
            response.sendError(HttpStatus.UNAUTHORIZED.value(), ServiceKey.refusal());
        }
        return isOurs;
    }
}
