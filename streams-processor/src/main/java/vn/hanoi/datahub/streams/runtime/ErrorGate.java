package vn.hanoi.datahub.streams.runtime;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers who asks for the page of errors itself as for any other unknown address; there is no error to tell of. */
final class ErrorGate implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        boolean isAsked = request.getDispatcherType() == DispatcherType.REQUEST;
        if (isAsked) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        }
        return !isAsked;
    }
}
