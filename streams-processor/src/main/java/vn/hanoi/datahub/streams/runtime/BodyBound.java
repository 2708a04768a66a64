package vn.hanoi.datahub.streams.runtime;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a request body before reading it if it is larger than any the ingest service sends, or if its length is not
 * declared.
 */
final class BodyBound implements HandlerInterceptor {

    /** Room for two thousand events of 8 kB each, in Base64. */
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
