package vn.hanoi.datahub.streams.runtime;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a body before it is read that is larger than any the front door sends, or does not say how large it is. */
final class BodyBound implements HandlerInterceptor {

    /** Two thousand events of 8 kB, in Base64. */
    private static final long MOST_BYTES = 24L << 20;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        long bytes = request.getContentLengthLong();
        boolean isUnknown = bytes < 0 && request.getMethod().equals("POST");
        if (isUnknown || bytes > MOST_BYTES) {
            response.sendError((isUnknown ? HttpStatus.LENGTH_REQUIRED : HttpStatus.CONTENT_TOO_LARGE).value());
            return false;
        }
        return true;
    }
}
